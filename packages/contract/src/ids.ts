/** Ids on the wire: opaque strings with a prefix that says what they name. Made by the server, never parsed by clients. */
import { z } from 'zod';

const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9A-Za-z_-]{6,64}$`), {
    error: `expected an id that starts with ${prefix}_`,
  });

export const conversationId = id('cnv');
export const messageId = id('msg');
export const decisionId = id('dec');
export const resolutionId = id('res');
export const lessonId = id('les');
export const importId = id('imp');
export const apiKeyId = id('key');
export const memberId = id('mem');
export const rollbackId = id('rbk');
export const erasureId = id('ers');
export const customerId = id('cus');
export const workflowId = id('wfl');
export const whisperId = id('whi');
export const attachmentId = id('att');
export const guideId = id('gde');
export const identityKeyId = id('idk');
