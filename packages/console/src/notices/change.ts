/** What owners do to webhooks; what can be taken back has an undo. */
import type { Body, Webhook } from '@understudy/contract';
import { call } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { watchKeys } from '../api/watch-queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { tryWords } from './words.ts';

export const refresh = () => queryClient.invalidateQueries({ queryKey: watchKeys.webhooks });

export const hostOf = ({ url }: Pick<Webhook, 'url'>): string => URL.parse(url)?.host ?? url;

export async function switchWebhook(webhook: Webhook, on: boolean): Promise<void> {
  await quietly(async () => {
    await call('changeWebhook', { params: { id: webhook.id }, body: { on } });
    toast(`${hostOf(webhook)} is ${on ? 'on' : 'off'}.`, { undo: () => void switchWebhook(webhook, !on) });
  });
}

export async function testWebhook({ id }: Webhook): Promise<void> {
  await quietly(async () => {
    const { state, tries } = await call('testWebhook', { params: { id } });
    const last = tries.at(-1);
    const said = last ? tryWords(last) : 'on its way';
    if (state === 'failed') toast(`The test failed: ${said}`, { tone: 'bad' });
    else toast(state === 'delivered' ? `The test arrived: ${said}` : 'The test is on its way.');
  });
}

export async function replay(id: string, delivery_id: string): Promise<void> {
  await quietly(async () => {
    const { state, tries } = await call('replayDelivery', { params: { id, delivery_id } });
    const last = tries.at(-1);
    toast(state === 'delivered' && last ? `Sent again: ${tryWords(last)}` : 'Sent again.');
  });
}

/** Throws what was refused: a form says it where it was typed. */
export async function changeWebhook({ id }: Webhook, body: Body<'changeWebhook'>): Promise<void> {
  await call('changeWebhook', { params: { id }, body });
  await refresh();
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    complain(error);
  }
  await refresh();
}
