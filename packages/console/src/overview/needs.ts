import { linkOptions } from '@tanstack/react-router';
import type { Overview } from '@understudy/contract';
import {
  ClipboardCheck,
  GraduationCap,
  Hourglass,
  type LucideIcon,
  PencilLine,
  Siren,
  TriangleAlert,
} from 'lucide-react';

type Kind = Overview['needs'][number]['kind'];

const [BAD, WARN, PLAIN] = ['bg-bad-soft text-bad', 'bg-warn-soft text-warn', 'bg-accent-soft text-accent'];

const LINKS = {
  alarm: linkOptions({ to: '/alarms' }),
  incident: linkOptions({ to: '/incidents/{-$id}', params: { id: undefined } }),
  waiting: linkOptions({ to: '/inbox/{-$view}/{-$id}', params: { view: 'waiting', id: undefined } }),
  audits: linkOptions({ to: '/audits' }),
  review: linkOptions({ to: '/review/{-$id}', params: { id: undefined } }),
  changes: linkOptions({ to: '/review/{-$id}', params: { id: undefined } }),
};

/** What each need is called (one, many), how it looks, and where it is done. */
export const NEEDS: Record<
  Kind,
  {
    readonly name: readonly [string, string];
    readonly icon: LucideIcon;
    readonly tone: string;
    readonly to: (typeof LINKS)[Kind];
  }
> = {
  alarm: { name: ['open alarm', 'open alarms'], icon: Siren, tone: BAD, to: LINKS.alarm },
  incident: { name: ['incident', 'incidents'], icon: TriangleAlert, tone: WARN, to: LINKS.incident },
  waiting: {
    name: ['conversation waits for a person', 'conversations wait for a person'],
    icon: Hourglass,
    tone: WARN,
    to: LINKS.waiting,
  },
  audits: {
    name: ['answer to audit', 'answers to audit'],
    icon: ClipboardCheck,
    tone: PLAIN,
    to: LINKS.audits,
  },
  review: {
    name: ['lesson to review', 'lessons to review'],
    icon: GraduationCap,
    tone: PLAIN,
    to: LINKS.review,
  },
  changes: {
    name: ['proposed change', 'proposed changes'],
    icon: PencilLine,
    tone: PLAIN,
    to: LINKS.changes,
  },
};
