/** The parts of Settings, in their order: each has an address of its own (`/settings#widget`). */
import type { Role } from '@understudy/contract';

interface SettingsSection {
  readonly id: string;
  readonly title: string;
  /** The least role that finds it there. */
  readonly role: Role;
}

const SECTIONS: readonly SettingsSection[] = [
  { id: 'workspace', title: 'Workspace', role: 'lead' },
  { id: 'ai-agent', title: 'AI agent', role: 'lead' },
  { id: 'stakes', title: 'Always a person', role: 'lead' },
  { id: 'widget', title: 'Widget', role: 'lead' },
  { id: 'page', title: 'What the widget sees of the page', role: 'lead' },
  { id: 'embed', title: 'Embed the widget', role: 'agent' },
  { id: 'identity', title: 'Identity', role: 'agent' },
  { id: 'mail', title: 'E-mail', role: 'lead' },
  { id: 'notices', title: 'Alarms & webhooks', role: 'lead' },
  { id: 'people', title: 'People', role: 'agent' },
  { id: 'api-keys', title: 'API keys', role: 'owner' },
  { id: 'retention', title: 'Retention', role: 'owner' },
  { id: 'audit-log', title: 'Audit log', role: 'owner' },
  { id: 'you', title: 'You', role: 'agent' },
];

const RANK: Readonly<Record<Role, number>> = { agent: 0, lead: 1, owner: 2 };

export const sectionsFor = (mine: Role): readonly SettingsSection[] =>
  SECTIONS.filter(({ role }) => RANK[role] <= RANK[mine]);
