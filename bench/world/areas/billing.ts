/** Money: invoices, cards, plans, seats. */
import { type Area, plain } from '../issue.ts';

const PAGES = ['/billing', '/billing/invoices', '/settings/account'];

export const BILLING: Area = {
  name: 'billing',
  resolutions: {
    'invoice-download': [
      'Download an invoice',
      'Open Billing, then Invoices, and choose Download in the row of the month.',
    ],
    'invoice-recipient': [
      'Send invoices to somebody else',
      'Add the address under Billing, Invoice recipients; it holds from the next invoice on.',
    ],
    'invoice-details': [
      'Correct the company on an invoice',
      'Change name and address under Billing, Company details, then choose Reissue on the invoice.',
    ],
    'tax-number': [
      'Add a tax number',
      'Enter it under Billing, Company details, Tax id; the tax is taken off from then on.',
    ],
    'card-change': [
      'Replace the card',
      'Billing, Payment method, Replace card; the open amount is collected at once.',
    ],
    'card-declined': [
      'A card was declined',
      'Your bank has to allow recurring payments abroad; then choose Try again beside the open invoice.',
    ],
    'pay-by-transfer': [
      'Pay by bank transfer',
      'Yearly plans can be paid by transfer: choose Invoice as payment method at the next renewal.',
    ],
    'charged-twice': [
      'Two charges for one month',
      'One of the two is a reservation that your bank releases within five days.',
    ],
    'refund-ask': [
      'Ask for money back',
      'We can refund the unused part of a yearly plan within 30 days; a colleague looks at each request.',
    ],
    proration: [
      'Why an amount is uneven',
      'Seats that are added in the middle of a month are charged for the days that are left.',
    ],
    'plan-upgrade': [
      'Change to a larger plan',
      'Billing, Plan, Compare, then Upgrade; it takes effect at once.',
    ],
    'plan-downgrade': [
      'Change to a smaller plan',
      'Billing, Plan, Compare, then Downgrade; it takes effect at the end of the period.',
    ],
    'plan-cancel': [
      'Cancel the subscription',
      'Billing, Plan, Cancel; everything stays readable for 90 days.',
    ],
    'seats-add': ['Buy more seats', 'Billing, Seats, and set the number; new seats can be used at once.'],
    'seats-remove': [
      'Give seats back',
      'Deactivate the people first, then lower the number under Billing, Seats.',
    ],
  },
  issues: [
    plain('invoice-download', {
      weight: 4,
      pages: PAGES,
      says: [
        '{where|how} {can|do} {I|we} {get|find|download} {the|our|my} {invoice|bill|receipt} {for <month>|of last month|<invoice>}',
        '{I need|please send me|our accountant wants} {a copy of the|the pdf of the|the} {invoice|receipt|bill} {for <month>|<invoice>}',
        "{can't find|missing} {the|a} {receipt|invoice} for {our payment in <month>|the last charge}",
        '{is there|do you have} a {receipt|document} for {my expense report|our books|what we paid}',
      ],
    }),
    plain('invoice-recipient', {
      weight: 2,
      pages: PAGES,
      says: [
        '{can|could} {the invoices|bills} {go|be sent} to {finance|<email>|our accounting department} {instead|as well|too}',
        '{I get|my boss receives} the {invoice|billing} mails but {accounting|finance} should',
        '{change|add} {the billing email|who gets the bill|the address that receives receipts} to <email>',
      ],
    }),
    plain('invoice-details', {
      weight: 2,
      pages: PAGES,
      says: [
        '{the invoice|<invoice>|our last bill} {has|shows} {the wrong company name|our old address|a typo in our name}',
        '{we moved|we were renamed|we are a new legal entity}, {please correct|how do I change} {the company on the invoice|the details on bills}',
        '{invoice|bill} is {made out|addressed} to {the wrong company|my private name}, {can it be reissued|accounting refuses it}',
      ],
    }),
    plain('tax-number', {
      weight: 2,
      pages: PAGES,
      says: [
        '{where|how} do {I|we} {enter|add|put} {our|the} {vat|tax|gst} {number|id}',
        '{you|we are} {charge us|being charged} {vat|tax} {although|but} we are {exempt|a business in another country}',
        '{reverse charge|tax exemption} {is missing on|does not show on} {our invoice|the bill}',
      ],
    }),
    plain('card-change', {
      weight: 3,
      pages: PAGES,
      says: [
        '{how do I|need to|want to} {change|replace|update} {the|our} {card|credit card|payment method}',
        '{our|my} card {expires|runs out} {in <month>|soon}, where {can I|do we} {enter|put in} the new one',
        '{new|other} {credit card|card} for {the subscription|our workspace}',
      ],
    }),
    plain('card-declined', {
      weight: 3,
      pages: PAGES,
      says: [
        '{payment|the charge|our card} {failed|was declined|is refused} {although there is enough money|but the bank says all is fine|again}',
        '{it says|I get} {your card was declined|payment could not be processed|transaction refused} {when I try to pay|for <amount>}',
        "{can't pay|unable to pay}, {bank|card} {keeps being rejected|does not go through}",
      ],
    }),
    plain('pay-by-transfer', {
      weight: 1,
      pages: PAGES,
      says: [
        '{can we|is it possible to} pay by {bank transfer|wire|purchase order|direct debit} {instead of card|}',
        '{we have no|our company does not allow} credit cards, {other ways to pay|how else can we pay}',
        'do you {accept|take} {purchase orders|wire transfers|sepa}',
      ],
    }),
    plain('charged-twice', {
      weight: 2,
      pages: PAGES,
      says: [
        '{we were|I was|you} charged {us|me|} {twice|two times} {this month|for <month>|<amount>}',
        '{there are two|I see two|double} {charges|payments|debits} {of <amount>|on my statement|for the same month}',
        'why did {you take|the card get} <amount> {again|a second time}',
      ],
    }),
    plain('refund-ask', {
      weight: 2,
      pages: PAGES,
      says: [
        '{I want|we would like|please give us} {a refund|our money back} {for the rest of the year|we no longer use it|of <amount>}',
        '{forgot to cancel|renewed by mistake}, {can I get|please return} {the money|<amount>|a refund}',
        '{refund|reimburse} {the last payment|our yearly plan} please',
      ],
    }),
    plain('proration', {
      weight: 2,
      pages: PAGES,
      says: [
        '{why is|what is} {the amount|the bill|this charge} {<amount>|different this month|higher than usual|so odd}',
        '{the invoice|bill} {does not match|is more than} {the price list|<n> seats}, {please explain|how is it calculated}',
        '{strange|partial} {amount|line} on {the invoice|<invoice>}',
      ],
    }),
    plain('plan-upgrade', {
      weight: 2,
      pages: ['/billing/plan', '/billing'],
      says: [
        '{how do we|want to|we need to} {upgrade|move up|switch} to {the pro plan|a bigger plan|pro}',
        '{which|what} {plan|tier} {do we need|has} {to get sso|for <n> people|more storage} and how to {get it|switch}',
        '{ready to|would like to} {go pro|buy the larger package}',
      ],
    }),
    plain('plan-downgrade', {
      weight: 1,
      pages: ['/billing/plan', '/billing'],
      says: [
        '{how do we|want to|can we} {downgrade|go down|switch back} to {the team plan|a smaller plan|free}',
        '{pro is too expensive|we need less}, {cheaper plan|how can we pay less|which smaller package}',
        "{we don't use|no need for} the pro features, {move us|back} to {team|free}",
      ],
    }),
    plain('plan-cancel', {
      weight: 2,
      pages: ['/billing/plan', '/billing'],
      says: [
        '{how do I|want to|please} {cancel|end|terminate|stop} {the|our|my} {subscription|plan|contract}',
        '{we are leaving|not renewing}, {what do I have to do|how to quit|end it on <month> 1st}',
        '{stop|turn off} {auto renewal|charging us}',
      ],
    }),
    plain('seats-add', {
      weight: 2,
      pages: ['/billing/seats', '/settings/people'],
      says: [
        '{need|want|how to buy} {<n> more|additional|extra} {seats|licences|users}',
        '{our team grows|new people join}, {how do I add seats|buy licences for <n> people}',
        'no {free|available} seat left, {where can I get more|how to extend}',
      ],
    }),
    plain('seats-remove', {
      weight: 1,
      pages: ['/billing/seats', '/settings/people'],
      says: [
        '{we have|paying for} too many {seats|licences}, how to {reduce|lower|give back}',
        '{<n> people left|team got smaller}, {remove their seats|stop paying for them}',
        '{fewer|less} {seats|users} on {the plan|our bill}',
      ],
    }),
  ],
};
