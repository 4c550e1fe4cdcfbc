/** What the classes of high stakes are called. */
import type { StakesClass } from '@understudy/contract';

export const STAKES_WORDS: Readonly<Record<StakesClass, { readonly label: string; readonly text: string }>> =
  {
    'self-harm': { label: 'Self-harm', text: 'The customer may harm themselves.' },
    threat: { label: 'Threats', text: 'Somebody is threatened.' },
    health: { label: 'Health', text: 'Somebody is hurt or ill, or asks for medical advice.' },
    legal: { label: 'Legal', text: 'Lawyers, courts, authorities, rights.' },
    security: { label: 'Security', text: 'Fraud, theft, strangers in an account.' },
    'money-out': { label: 'Money out', text: 'Refunds, pay-outs, compensation.' },
    cancellation: { label: 'Cancellation', text: 'The customer wants to leave.' },
    vip: { label: 'Very important customers', text: 'Known by account or context, whatever they write.' },
  };
