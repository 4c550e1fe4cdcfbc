import { Bot, CircleCheck, Hourglass, Inbox, type LucideIcon, User, Users } from 'lucide-react';
import type { View } from '../api/queries.ts';
import { count } from '../ui/format.ts';

/** The views of the inbox, in the order shown. */
export const VIEWS: readonly { readonly id: View; readonly label: string; readonly icon: LucideIcon }[] = [
  { id: 'waiting', label: 'Waiting', icon: Hourglass },
  { id: 'mine', label: 'Mine', icon: User },
  { id: 'ai', label: 'AI agent', icon: Bot },
  { id: 'human', label: 'With a person', icon: Users },
  { id: 'resolved', label: 'Resolved', icon: CircleCheck },
  { id: 'all', label: 'All', icon: Inbox },
];

/** The server counts no further. */
const MOST_COUNTED = 10_000;
export const countOfView = (counted: number): string =>
  `${count(counted)}${counted < MOST_COUNTED ? '' : '+'}`;

export const viewOf = (text: string | undefined): View =>
  VIEWS.find((view) => view.id === text)?.id ?? 'waiting';
