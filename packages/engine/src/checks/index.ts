/** The checks that a lesson passes before a person sees it. */
export type * from './checked-lesson.ts';
export { contradiction } from './contradiction.ts';
export { duplicate } from './duplicate.ts';
export { teamHosts } from './hosts.ts';
export { influence } from './influence.ts';
export { injection } from './injection.ts';
export { labelNoise } from './label-noise.ts';
export { type LessonStage, stageOf } from './lesson-stage.ts';
export { links } from './links.ts';
export { personalData } from './personal-data.ts';
export { provenance } from './provenance.ts';
export { stakes } from './stakes.ts';
export { unicode } from './unicode.ts';
