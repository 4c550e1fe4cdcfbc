/** Context in the double: fields that can be switched, and releases. */
import type { Body, FactField, Params } from '@understudy/contract';
import type { Desk } from './desk.ts';
import { Refusal } from './refusal.ts';

export function contextHandlers(desk: Desk) {
  return {
    listFactFields: () => ({ items: desk.fields }),
    switchFactField: ({
      params,
      body,
    }: {
      params: Params<'switchFactField'>;
      body: Body<'switchFactField'>;
    }): FactField => {
      const found = desk.fields.find(({ name }) => name === params.name);
      if (!found) throw new Refusal(404, 'not-found');
      const { is_used } = body;
      const changed: FactField = { ...found, is_used, unused_why: is_used ? null : 'switched-off' };
      desk.fields = desk.fields.map((each) => (each === found ? changed : each));
      return changed;
    },
    listReleases: () => ({ items: desk.releases }),
  };
}
