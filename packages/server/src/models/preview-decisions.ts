/** Past decisions under other settings, in the engines' thread: slices that give way to live questions. */
import { setImmediate } from 'node:timers/promises';
import type { Engine, PastDecision, PolicyEffect, PolicySettings } from '@understudy/engine';

export interface PolicyRequest {
  readonly settings: PolicySettings;
  readonly decisions: readonly PastDecision[];
}

const BUSY_MS = 20;

/** What is learned meanwhile counts for what is left: a preview is out of date a moment later anyway. */
export async function policyEffect(
  engine: Engine,
  { settings, decisions }: PolicyRequest,
): Promise<PolicyEffect> {
  const preview = engine.previewPolicy(settings);
  let since = performance.now();
  for (const decision of decisions) {
    preview.take(decision);
    if (performance.now() - since < BUSY_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return preview.effect;
}
