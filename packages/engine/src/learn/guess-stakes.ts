/**
 * A first guess at what a wrong answer could cost, from a word table; people correct it in the console.
 *
 * It errs towards the dearer side, because money and security never unlock by themselves, and a wrong
 * "money-security" costs only a review. Cost O(length). Limit: words of seven languages, no understanding.
 *
 * @example guessStakes('How do I get a refund?') // 'money-security'
 */
import type { Stakes } from '../domain.ts';

const ORDER: readonly Stakes[] = ['read-only', 'account-changing', 'money-security'];

const MONEY_SECURITY =
  /\b(refund\w*|chargeback|invoices?|billing|billed|charged?|overcharged|payments?|credit card|debit|bank (account|details)|payout\w*|vat\b|tax\w*|price|pricing|discount|password|passcode|two.factor|2fa|mfa|otp|recovery codes?|phishing|scam\w*|hacked|breach\w*|malware|security incident|api (key|token)s?|gdpr|legal|lawyer|contract|subpoena|rückerstattung|rechnung\w*|zahlung\w*|passwort|remboursement|facture\w*|paiement|mot de passe|reembolso|factura\w*|pago|contraseña|rimborso|fattura|pagamento|terugbetaling|factuur|wachtwoord|fatura|senha)\b/iu;
const ACCOUNT_CHANGING =
  /\b((delete|remove|close|cancel|deactivate|suspend|downgrade|upgrade|merge|transfer|migrate|change|reset|revoke|restore|rename)\b.{0,40}\b(accounts?|workspaces?|subscriptions?|plans?|users?|members?|owners?|roles?|profiles?|permissions?|domains?|e-?mail address|data|seats?)|unsubscribe|konto (löschen|kündigen)|kündigen|supprimer .{0,20}compte|eliminar .{0,20}cuenta|cancellare .{0,20}account|account verwijderen)\b/iu;

export function guessStakes(text: string): Stakes {
  if (MONEY_SECURITY.test(text)) return 'money-security';
  return ACCOUNT_CHANGING.test(text) ? 'account-changing' : 'read-only';
}

export function dearerStakes(a: Stakes, b: Stakes): Stakes {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
