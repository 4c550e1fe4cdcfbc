/** All scenarios, by their permanent ids. */
import type { Scenario } from '../scenario.ts';
import { ablations } from './ablations.ts';
import { adaptation } from './adaptation.ts';
import { banking77Cold } from './banking77-cold.ts';
import { banking77Staged } from './banking77-staged.ts';
import { certificates } from './certificates.ts';
import { certificatesStream } from './certificates-stream.ts';
import { clinc150Staged } from './clinc150-staged.ts';
import { contextCost } from './context-cost.ts';
import { control } from './control.ts';
import { dashboard } from './dashboard.ts';
import { deskIncidents } from './desk-incidents.ts';
import { deskThunderbird } from './desk-thunderbird.ts';
import { forecast } from './forecast.ts';
import { glossary } from './glossary.ts';
import { growth, growthMillion } from './growth.ts';
import { importDesk } from './import-desk.ts';
import { lessonPreview } from './lesson-preview.ts';
import { nlu } from './nlu.ts';
import { novelty } from './novelty.ts';
import { poison } from './poison.ts';
import { poisonChecks } from './poison-checks.ts';
import { redTeam } from './red-team.ts';
import { riskInterval } from './risk-interval.ts';
import { silence } from './silence.ts';
import { topics } from './topics.ts';
import { widgetCost } from './widget-cost.ts';
import { workflowsStar } from './workflows-star.ts';
import { worldContext } from './world-context.ts';
import { worldDrift } from './world-drift.ts';
import { worldEffects } from './world-effects.ts';
import { worldHarm } from './world-harm.ts';

export const SCENARIOS: readonly Scenario[] = [
  deskThunderbird,
  deskIncidents,
  banking77Cold,
  banking77Staged,
  clinc150Staged,
  nlu,
  adaptation,
  novelty,
  glossary,
  forecast,
  ablations,
  certificates,
  certificatesStream,
  growth,
  growthMillion,
  importDesk,
  control,
  lessonPreview,
  silence,
  riskInterval,
  worldContext,
  contextCost,
  dashboard,
  worldDrift,
  worldEffects,
  worldHarm,
  poison,
  poisonChecks,
  redTeam,
  topics,
  widgetCost,
  workflowsStar,
];
