/** All attacks, by class; every one differs from the others in its idea or in the way it comes in. */
import type { AttackClass, AttackSet } from './attack.ts';
import { EXFILTRATION } from './exfiltration.ts';
import { FACT_PLANTING } from './fact-planting.ts';
import { FLOOD } from './flood.ts';
import { INJECTION } from './injection.ts';
import { LOOK_ALIKE } from './look-alike.ts';
import { PERSONAL_DATA } from './personal-data.ts';
import { ROLE_PLAY } from './role-play.ts';
import { SECOND_WAVE } from './second-wave.ts';
import { STEERING } from './steering.ts';
import { UNICODE } from './unicode.ts';

export const ATTACKS: Readonly<Record<AttackClass, AttackSet>> = {
  injection: [...INJECTION, ...STEERING],
  exfiltration: EXFILTRATION,
  'fact-planting': FACT_PLANTING,
  'role-play': ROLE_PLAY,
  unicode: UNICODE,
  'personal-data': PERSONAL_DATA,
  flood: FLOOD,
  'look-alike': LOOK_ALIKE,
  'second-wave': SECOND_WAVE,
};
