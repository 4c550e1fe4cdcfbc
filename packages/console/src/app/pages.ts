/** The pages beside the inbox, as sidebar, tab bar and palette name them. */
import type { Role } from '@understudy/contract';
import {
  BellRing,
  BookOpen,
  ChartSpline,
  ClipboardCheck,
  Gauge,
  GraduationCap,
  HandCoins,
  Lightbulb,
  type LucideIcon,
  Settings,
  Shapes,
  ShieldCheck,
  Siren,
  Telescope,
} from 'lucide-react';

export const GROUPS = ['Watch', 'Teach', 'Settings'] as const;

const TABLE = [
  { to: '/overview', label: 'Overview', icon: Gauge, group: 'Watch', forLeads: true },
  { to: '/quality', label: 'Quality', icon: Telescope, group: 'Watch', forLeads: true },
  { to: '/topics/{-$id}', label: 'Topics', icon: Shapes, group: 'Watch', forLeads: false },
  { to: '/incidents/{-$id}', label: 'Incidents', icon: Siren, group: 'Watch', forLeads: true },
  { to: '/insights', label: 'Insights', icon: Lightbulb, group: 'Watch', forLeads: true },
  { to: '/alarms', label: 'Alarms', icon: BellRing, group: 'Watch', forLeads: true },
  { to: '/roi', label: 'ROI', icon: HandCoins, group: 'Watch', forLeads: true },
  { to: '/learning', label: 'Learning', icon: ChartSpline, group: 'Watch', forLeads: false },
  { to: '/review/{-$id}', label: 'Review', icon: GraduationCap, group: 'Teach', forLeads: false },
  { to: '/audits', label: 'Audits', icon: ClipboardCheck, group: 'Teach', forLeads: false },
  { to: '/autonomy', label: 'Autonomy', icon: ShieldCheck, group: 'Teach', forLeads: false },
  { to: '/knowledge/{-$id}', label: 'Knowledge', icon: BookOpen, group: 'Teach', forLeads: false },
  { to: '/settings', label: 'Settings', icon: Settings, group: 'Settings', forLeads: false },
] as const satisfies readonly {
  to: string;
  label: string;
  icon: LucideIcon;
  group: (typeof GROUPS)[number];
  forLeads: boolean;
}[];
export type PageLink = (typeof TABLE)[number];

export const pagesFor = (role: Role): readonly PageLink[] =>
  TABLE.filter(({ forLeads }) => !forLeads || role !== 'agent');

/** The router carries parameters over from where we are, unless told otherwise. */
export const NO_PARAMS = { view: undefined, id: undefined };
