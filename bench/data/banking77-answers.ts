/**
 * What the team of a bank would write to each label of Banking77, by hand: the data set has labels only.
 *
 * For checks that read words. The engine is never given them: half of them name their label, and with it the answer.
 */
const TEXTS: Readonly<Record<string, string>> = {
  Refund_not_showing_up:
    'A shop has up to 7 working days to send money back. Open Activity, tap the purchase and choose Trace refund once those are over.',
  activate_my_card:
    'Open Cards, tap the new card and choose Activate. Type the last 4 digits on its front, and make the first payment with the chip.',
  age_limit:
    'An account can be opened from 18 years on. Younger people get a Junior account that a parent opens under Family.',
  apple_pay_or_google_pay:
    'Open Cards, choose Add to wallet, and follow what the phone shows. The wallet works at once, also before the plastic arrives.',
  atm_support:
    'Any machine with the sign of your card’s network pays out. Tap Map, then Machines, to see which ones nearby ask no fee of their own.',
  automatic_top_up:
    'Open Top up, Automatic, and set the balance below which 50 euros are added. It needs a saved debit card.',
  balance_not_updated_after_bank_transfer:
    'Transfers from other banks show within 2 working days. Compare the reference with the one under Details; without it we sort by hand.',
  balance_not_updated_after_cheque_or_cash_deposit:
    'Cheques clear in 6 working days, cash at a partner shop within one hour. Keep the slip until the amount shows.',
  beneficiary_not_allowed:
    'We cannot pay to that country or to that kind of account. Payees, Details names the reason; another account of the same person often works.',
  cancel_transfer:
    'As long as it says Scheduled, open the transfer and tap Stop. Once it says Sent, ask the recipient to give it back.',
  card_about_to_expire:
    'A new card is posted 30 days before the old one ends. Check the address under Profile; the number changes, subscriptions follow by themselves.',
  card_acceptance:
    'Shops that show the sign of the network take it, in some 200 countries. Fuel pumps and car rentals may refuse cards without credit.',
  card_arrival:
    'Cards arrive within 9 working days of the order. Open Cards, Delivery to see the day it left us, and choose Send again after that.',
  card_delivery_estimate:
    'Standard post takes 5 to 9 working days, Express 2. The day is shown before you confirm the order.',
  card_linking:
    'Found it again? Tap the frozen card under Cards and choose Put back. That works only while no replacement was ordered.',
  card_not_working:
    'Look under Cards whether it is frozen. If not, clean the chip, try another terminal, then choose Replace with the reason Broken.',
  card_payment_fee_charged:
    'We ask nothing for paying by card. Where a fee shows, the shop added it: its receipt says surcharge.',
  card_payment_not_recognised:
    'Tap the payment, then Who is this, which shows the full name of the shop. Still strange: freeze the card and choose Dispute.',
  card_payment_wrong_exchange_rate:
    'The rate is that of the network on the day of booking, not of purchase. Activity, Details shows both with the time.',
  card_swallowed:
    'Freeze the card at once and ask the branch that owns the machine. If it stays gone, order another under Cards, Replace.',
  cash_withdrawal_charge:
    'Three withdrawals a month are free, each further one costs 2 euros. The owner of the machine may add its own fee on the screen.',
  cash_withdrawal_not_recognised:
    'Freeze the card now, then open the withdrawal and choose Not me. We look at the film of the machine within 10 working days.',
  change_pin:
    'Any machine of a bank changes it: insert the card, PIN services, Change. The app only shows it, under Cards, Show PIN.',
  compromised_card:
    'Freeze the card first, then choose Replace with the reason Details stolen. Payments since then are disputed in one go.',
  contactless_not_working:
    'Pay once with chip and code, which wakes the antenna up. After five taps in a row the code is asked anyway.',
  country_support:
    'We open accounts for residents of 31 countries in Europe. Travel where you like: the app and the card work on.',
  declined_card_payment:
    'Tap the declined payment: it names the reason. Mostly it is the limit under Cards, Limits, or a wrong security code.',
  declined_cash_withdrawal:
    'Withdrawals end at 300 euros a day. Try a smaller sum, or raise it under Cards, Limits, Cash.',
  declined_transfer:
    'The name must match the owner of the account, and the daily limit of 5000 euros must not be used up. Correct it and send again.',
  direct_debit_payment_not_recognised:
    'Open the debit and choose Return: the money is back the same day, up to 8 weeks afterwards. Then block the collector there.',
  disposable_card_limits:
    'You may make 5 throwaway cards a day, each good for one payment of at most 1000 euros. It vanishes after use.',
  edit_personal_details:
    'Profile, Personal details, Edit. A new name needs a photo of your papers, a new address only a tap.',
  exchange_charge:
    'Changing money costs 0.5 % on working days and 1 % at weekends. The fee is shown before you confirm.',
  exchange_rate:
    'It is the rate between banks at the moment you confirm. Exchange, Chart shows how it moved, and sets an alarm.',
  exchange_via_app:
    'Open Exchange, pick both currencies, type the amount and swipe. The new pocket is there in seconds.',
  extra_charge_on_statement:
    'One unit that is held and given back is a test of the card by a shop, for example a hotel. It goes within 7 days without your doing anything.',
  failed_transfer:
    'Nothing left your account: the receiving bank was away. Check the number of the account and repeat it after an hour.',
  fiat_currency_support:
    'You can hold 24 currencies, each in a pocket of its own. Accounts, Add pocket lists them.',
  get_disposable_virtual_card:
    'Cards, New, Throwaway. Its number is valid at once and goes after the first payment.',
  get_physical_card:
    'The code of a plastic card is under Cards, Show PIN, after your fingerprint. We never send it by mail.',
  getting_spare_card:
    'Each person may have 2 plastic cards. Order the second one under Cards, New, Plastic; it costs 5 euros.',
  getting_virtual_card:
    'Tap Cards, New, Virtual, and give it a name. It pays online and in a wallet and costs nothing.',
  lost_or_stolen_card:
    'Freeze it in the app right now; nobody can pay any more. If it stays away, choose Report lost and order another.',
  lost_or_stolen_phone:
    'Sign in at our site with any browser and choose Devices, Sign out everywhere. Then tell your phone company to stop the SIM.',
  order_physical_card:
    'Cards, New, Plastic, then confirm the address. The first one is free, with Express for 12 euros.',
  passcode_forgotten:
    'On the screen that asks for it tap Forgotten, then take a short film of your face. You set six new digits afterwards.',
  pending_card_payment:
    'The shop has reserved the sum and not yet collected it. After 8 days without collection it is released by itself.',
  pending_cash_withdrawal:
    'It stays pending until the machine’s bank reports, at most 3 days. If no notes came out, choose No cash received.',
  pending_top_up:
    'The card’s bank has to confirm, usually within 15 minutes. A second attempt makes it two, so wait first.',
  pending_transfer:
    'It waits for our security team or for the next bank day. You see which of the two under Transfer, Status.',
  pin_blocked:
    'Three wrong codes lock it. Insert the card at a machine, PIN services, Unlock; the right code is in the app.',
  receiving_money:
    'Salaries and transfers go to the number under Accounts, Details. Copy it from there, with the reference.',
  request_refund:
    'Ask the shop first, since only it can give a purchase back. Where it refuses, open the purchase, Get help, Goods not received.',
  'reverted_card_payment?':
    'The shop took the payment back itself; the sum is free again. Some do so to check a card, and charge afterwards.',
  supported_cards_and_currencies:
    'Top-ups take debit and credit cards of both networks in 12 currencies. Prepaid and company cards are refused.',
  terminate_account:
    'Empty all pockets, then Profile, Account, Close. Statements can be loaded for 10 years after.',
  top_up_by_bank_transfer_charge:
    'Adding money by domestic transfer is free. Transfers from abroad may lose up to 15 euros at banks on the way.',
  top_up_by_card_charge:
    'Cards of the European area top up for free, others cost 1.5 %. The screen says which before you confirm.',
  top_up_by_cash_or_cheque:
    'Show the barcode under Top up, Cash, at a partner shop. Cheques we take by post only, made out to your full name.',
  top_up_failed:
    'Your card’s bank said no. Check date and security code, allow payments online there, and try a smaller sum.',
  top_up_limits:
    'You may add 10000 euros a month by card, without limit by transfer. Profile, Limits shows what is left.',
  top_up_reverted:
    'The sum went back to the card it came from, because a check of the owner failed. Use a card in your own name.',
  topping_up_by_card:
    'Top up, Card, type the number once and the amount. The balance grows at once, and the card can be saved.',
  transaction_charged_twice:
    'One of the two lines is a reservation that lapses within 8 days. If both say Booked, choose Dispute, Charged twice.',
  transfer_fee_charged:
    'Inside Europe a transfer is free, elsewhere it costs 4 euros. Banks in between may take more, unless you choose All fees on me.',
  transfer_into_account:
    'Give the other bank your name and the number under Accounts, Details. It accepts euros; other currencies have their own.',
  transfer_not_received_by_recipient:
    'Within Europe it takes one working day. After 3, open it and choose Trace; share the receipt with the recipient.',
  transfer_timing:
    'Before 14 o’clock it arrives the same day, later on the next working day. Outside Europe count on 5.',
  unable_to_verify_identity:
    'Photograph the papers by daylight, all four corners on the picture, without flash. After three failed tries wait a day.',
  verify_my_identity:
    'Profile, Verify: passport or identity card, then a look into the camera. It is checked in about 10 minutes.',
  verify_source_of_funds:
    'Upload a pay slip, a contract of sale or a will under Profile, Documents. We are asked by law where larger sums come from.',
  verify_top_up:
    'The code is in the statement of your card, behind our name. Type its 4 characters under Top up, Confirm.',
  virtual_card_not_working:
    'See whether the card is frozen or used up, and that the shop takes cards without plastic. Then make another one.',
  visa_or_mastercard:
    'Choose the network when you order: both cost the same. Only one can be changed into the other by a new card.',
  why_verify_identity:
    'The law against money laundering asks every bank to know its customers. Papers are kept encrypted and never sold.',
  wrong_amount_of_cash_received:
    'Keep the receipt, open the withdrawal and choose Wrong amount. The machine is counted, which takes up to 10 working days.',
  wrong_exchange_rate_for_cash_withdrawal:
    'Always choose to pay in the currency of the country: the machine’s own conversion is dearer. Details shows who converted.',
};

/** Title and text; the guide that it links is on the bank's own host. Throws where the label is none. */
export function bankAnswer(label: string): readonly [title: string, text: string] {
  const text = TEXTS[label];
  if (text === undefined) throw new Error(`expected a label of Banking77, found ${label}`);
  const slug = label.toLowerCase().replace(/[^a-z0-9]+/gu, '-');
  return [label.replace(/[_?]+/gu, ' ').trim(), `${text} Guide: https://help.brookbank.example/${slug}`];
}
