/**
 * Phrases of high stakes before anybody changed them, by class and language: data, to be read from top to bottom.
 *
 * English, German, French, Spanish, Italian, Portuguese, Dutch. `*` as in `phrases.ts`. They err towards a person, but
 * a phrase that ordinary questions hold would cost many good answers: “cancel” alone is a button, “cancel my
 * subscription” is a wish.
 */
import type { StakesClass } from '../domain.ts';

/** Commas part the phrases. */
type Lists = Readonly<Record<'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'nl', string>>;

const MONEY_OUT: Lists = {
  en: `
    refund*, reimburse*, chargeback*, charge back, money back, overcharged, charged twice, double charged,
    billed twice, wrongly charged, dispute * charge, dispute * payment, compensation, compensate, payout*,
    wire transfer, credit note, store credit`,
  de: `
    erstattung*, erstatten, rückerstatt*, geld zurück, doppelt abgebucht, zu viel abgebucht, rückbuchung,
    auszahlung*, entschädigung, gutschrift, zurücküberweisen`,
  fr: `
    rembours*, débité deux fois, prélevé deux fois, trop prélevé, dédommag*, indemnis*, rétrofacturation,
    mon argent, virement`,
  es: `
    reembols*, devolución * dinero, devolver * dinero, devuelv* * dinero, cobrado dos veces, cobro doble,
    contracargo, compensación, indemnización, mi dinero`,
  it: `
    rimbors*, addebitato due volte, doppio addebito, storno, risarcimento, indennizzo, indietro * soldi,
    miei soldi, nota di credito`,
  pt: `
    reembols*, estorno*, estornar, devolução * dinheiro, dinheiro de volta, cobrado duas vezes, cobrança duplicada,
    indenização, indemnização, meu dinheiro`,
  nl: `
    terugbetal*, geld terug, dubbel afgeschreven, te veel afgeschreven, terugboek*, stornering, storneren,
    schadevergoeding, creditnota, uitbetaling*`,
};

const SECURITY: Lists = {
  en: `
    hacked, hacker*, account * compromised, stolen * account, stole * account, unauthori* access, unauthori* login,
    unauthori* transaction*, someone * logged in, somebody * logged in, data breach, security breach, breached,
    data leak, leaked, phishing, scam, scammed, scammer*, fraud*, malware, ransomware, virus, identity theft,
    stolen card, card * stolen, stolen phone, phone * stolen, vulnerability, security hole, lost * 2fa,
    disable * 2fa, recovery code*`,
  de: `
    gehackt, hacker*, konto * übernommen, kompromittiert, fremd* * eingeloggt, fremdzugriff, unbefugt*, datenleck,
    datenpanne, phishing, betrug, betrüger*, betrogen, schadsoftware, gestohlen*, identitätsdiebstahl,
    sicherheitslücke*, sicherheitsvorfall`,
  fr: `
    piraté*, pirat*, hacké*, compromis, connexion suspecte, accès non autorisé, fuite de données, hameçonnage,
    fraude*, arnaque*, escroquerie, usurpation, volé, volée, volés, faille de sécurité`,
  es: `
    hackead*, hackearon, hackeo, comprometida, acceso no autorizado, filtración de datos, phishing, fraude*,
    estafa*, robad*, me robaron, suplantación, vulnerabilidad`,
  it: `
    hackerat*, violato, compromesso, accesso non autorizzato, violazione dei dati, phishing, frode, frodi, truffa*,
    rubat*, furto, falla di sicurezza`,
  pt: `
    hackead*, invadid*, comprometida, acesso não autorizado, vazamento de dados, phishing, fraude*, golpe, roubad*,
    roubaram, clonad*, vulnerabilidade`,
  nl: `
    gehackt, hacker*, gekraakt, onbevoegd*, ongeautoriseerde toegang, datalek, phishing, fraude, oplichter*,
    oplichting, opgelicht, gestolen, identiteitsfraude, beveiligingslek`,
};

const LEGAL: Lists = {
  en: `
    lawyer*, attorney*, solicitor, lawsuit, sue you, suing, legal action, legal department, legal notice,
    legal advice, take * to court, small claims, court order, subpoena, cease and desist, copyright infring*,
    trademark infring*, dmca, gdpr request, gdpr complaint, data protection authority, right to be forgotten,
    consumer protection, ombudsman, breach of contract, class action, hold you liable, legally liable`,
  de: `
    anwalt, anwält*, rechtsanwalt*, klage, verklag*, rechtliche schritte, rechtsabteilung, vor gericht,
    gerichtlich*, abmahnung, mahnbescheid, anzeige erstatten, datenschutzbehörde, dsgvo *anfrage,
    verbraucherschutz*, verbraucherzentrale, vertragsbruch, schadensersatz, urheberrecht*`,
  fr: `
    avocat*, tribunal, procès, poursuites, poursuivre en justice, action en justice, porter plainte,
    dépôt de plainte, mise en demeure, cnil, rgpd, droit d auteur, service juridique, dommages et intérêts,
    protection des consommateurs`,
  es: `
    abogad*, demanda judicial, demandar*, los demando, tribunal*, acciones legales, acción legal, juzgado,
    denuncia, denunciar*, protección de datos, rgpd, derechos de autor, consumo y usuarios`,
  it: `
    avvocat*, tribunale, causa legale, azioni legali, azione legale, vie legali, denuncia, denunciare, denuncerò,
    diffida, garante * privacy, diritto d autore, risarcimento danni, tutela dei consumatori`,
  pt: `
    advogad*, tribunal, processar vocês, processo judicial, ação judicial, ação legal, medidas legais, justiça,
    procon, lgpd, direitos autorais, proteção de dados, queixa formal`,
  nl: `
    advocaat, advocaten, rechtszaak, rechtbank, juridische stappen, juridisch*, aanklagen, aangifte,
    ingebrekestelling, autoriteit persoonsgegevens, avg verzoek, auteursrecht*, aansprakelijk*, consumentenbond`,
};

const HEALTH: Lists = {
  en: `
    allergic reaction, anaphyla*, side effect*, overdose*, hospital, hospitalised, hospitalized, ambulance,
    emergency room, chest pain, injured, injury, injuries, is bleeding, am bleeding, started bleeding, poisoned,
    poisoning, burned myself, burnt my, electric shock, caught fire, gas leak, pregnan*, medication, dosage,
    medical advice, diagnos* * doctor, my doctor, unconscious, seizure*, stopped breathing, hurt my, made me sick`,
  de: `
    allergische reaktion, nebenwirkung*, überdosis, krankenhaus, notarzt, rettungswagen, brustschmerz*, verletz*,
    blutung, blutet, vergift*, verbrannt, verbrennung*, stromschlag, feuer gefangen, schwanger*, medikament*,
    dosierung, mein arzt, meine ärztin, bewusstlos*, krampfanfall`,
  fr: `
    réaction allergique, effets secondaires, effet secondaire, surdose, hôpital, ambulance, urgences,
    douleur * poitrine, blessé*, blessure*, saigne*, empoisonn*, intoxication, brûlé*, brûlure*, choc électrique,
    électrocut*, pris feu, suis enceinte, femme enceinte, médicament*, posologie, mon médecin, évanoui*`,
  es: `
    reacción alérgica, efecto* secundario*, sobredosis, ambulancia, urgencias médicas, dolor * pecho, herid*,
    lesión, lesiones, sangrando, intoxicación, envenen*, quemadura*, me quemé, descarga eléctrica, embarazad*,
    medicament*, dosis, mi médico, desmay*`,
  it: `
    reazione allergica, effett* collateral*, overdose, ospedale, ambulanza, pronto soccorso, dolore * petto,
    ferit*, lesioni, sanguina*, avvelen*, intossicazione, ustion*, scossa elettrica, preso fuoco, incinta, farmaco,
    farmaci, dosaggio, mio medico, svenut*`,
  pt: `
    reação alérgica, efeito* colatera*, efeito* secundário*, ambulância, pronto socorro, dor * peito, ferid*,
    ferimento*, lesão, sangrando, envenen*, intoxicação, queimadura*, me queimei, choque elétrico, grávida,
    medicament*, dosagem, meu médico, desmai*`,
  nl: `
    allergische reactie, bijwerking*, overdosis, ziekenhuis, ambulance, spoedeisende hulp, pijn * borst, gewond,
    verwonding*, bloedt, bloeding, vergiftig*, verbrand, brandwond*, elektrische schok, vlam gevat, zwanger*,
    medicijn*, dosering, mijn arts, mijn huisarts, flauwgevallen`,
};

const CANCELLATION: Lists = {
  en: `
    cancel * subscription, cancel * account, cancel * plan, cancel * contract, cancel * membership,
    cancel * service, subscription cancel*, close * account, delete * account, terminate * contract,
    terminate * account, end * subscription, end * contract, stop * subscription, unsubscribe from * plan,
    not renew, auto renew*, automatic renewal, switch* to * competitor, leave your service, cancellation,
    want to cancel, would like to cancel, wish to cancel`,
  de: `
    kündig*, gekündigt, abo * beenden, abonnement * beenden, konto * löschen, konto * schließen, account * löschen,
    vertrag * beenden, widerruf*, nicht verlängern, stornier*`,
  fr: `
    résili*, annuler * abonnement, annulation * abonnement, arrêter * abonnement, supprimer * compte,
    fermer * compte, clôturer * compte, mettre fin * contrat, désabonn*, rétractation, ne pas renouveler`,
  es: `
    cancelar * suscripción, cancelar * cuenta, cancelar * plan, cancelar * contrato, cancelación, darme de baja,
    dar de baja, anular * suscripción, eliminar * cuenta, cerrar * cuenta, rescindir, no renovar, desistimiento`,
  it: `
    disdire, disdetta, cancellare * abbonamento, annullare * abbonamento, cancellare * account,
    eliminare * account, chiudere * account, chiudere * conto, recesso, recedere, rescindere, non rinnovare`,
  pt: `
    cancelar * assinatura, cancelar * subscrição, cancelar * conta, cancelar * plano, cancelar * contrato,
    cancelamento, encerrar * conta, excluir * conta, eliminar * conta, rescindir, rescisão, não renovar`,
  nl: `
    opzeg*, zeg * op, abonnement * stoppen, abonnement * beëindigen, contract * beëindigen, account * verwijderen,
    account * sluiten, annuler* * abonnement, niet verlengen, herroep*`,
};

const THREAT: Lists = {
  en: `
    kill you, kill him, kill her, kill them, kill everyone, hurt you, hurt someone, hurt somebody, find you and,
    know where you live, come to your office and, burn down, burn * building, burn * office, blow up your, bomb,
    bombs, going to shoot, beat you up, make you pay, you will regret, watch your back, stab you, attack you,
    leak your data, ddos you, ddos your`,
  de: `
    bringe * um, umbringen, töte* euch, töte* dich, wehtun werde, weiß wo * wohn*, bombe*, anzünden,
    in die luft jagen, erschieß*, zusammenschlagen, ihr werdet * bereuen, sie werden * bereuen, bedroh*`,
  fr: `
    vous tuer, te tuer, sais où * habit*, bombe*, mettre le feu, faire sauter, vous allez regretter,
    vous allez le regretter, vous le paierez, casser la gueule, menace de mort`,
  es: `
    matarte, matarlos, los voy a matar, te voy a matar, sé dónde viv*, poner * bomba, prender fuego,
    quemar * oficina, se van a arrepentir, te vas a arrepentir, lo van a pagar, amenaza de muerte`,
  it: `
    ucciderti, uccidervi, vi uccido, ti uccido, ti ammazzo, vi ammazzo, so dove abit*, mettere * bomba, dare fuoco,
    ve ne pentirete, te ne pentirai, me la pagherete, minaccia di morte, spaccare la faccia`,
  pt: `
    matar você, matar vocês, vou te matar, vou matar, sei onde você* mora*, sei onde mora*, colocar * bomba,
    botar fogo, atear fogo, vão se arrepender, vai se arrepender, vão pagar caro, ameaça de morte`,
  nl: `
    vermoord*, maak * af, weet waar * woon*, bommen, bommelding, in brand steken, neerschieten, in elkaar slaan,
    krijg* * spijt, spijt krijgen, doodsbedreiging, zul je bezuren`,
};

const SELF_HARM: Lists = {
  en: `
    kill myself, killing myself, suicid*, end my life, take my own life, want to die, wanna die, better off dead,
    hurt myself, harm myself, self harm*, cut myself, cutting myself, no reason to live, don t want to live,
    dont want to live, can t go on living, unalive`,
  de: `
    mich umbringen, bring* mich um, selbstmord*, suizid*, mir das leben nehmen, nicht mehr leben, will sterben,
    möchte sterben, mich verletzen, selbstverletz*, mich ritzen, ritze mich, lebensmüde, mir * antun`,
  fr: `
    me suicider, suicid*, me tuer, mettre fin à mes jours, en finir avec la vie, plus envie de vivre,
    envie de mourir, veux mourir, me faire du mal, me scarifier, automutil*`,
  es: `
    suicid*, matarme, quitarme la vida, acabar con mi vida, quiero morir*, no quiero vivir, ganas de vivir,
    hacerme daño, cortarme, autolesi*`,
  it: `
    suicid*, uccidermi, ammazzarmi, togliermi la vita, farla finita, voglio morire, non voglio vivere,
    non voglio più vivere, farmi del male, tagliarmi, autolesion*`,
  pt: `
    suicíd*, suicid*, me matar, tirar minha vida, tirar a minha vida, acabar com a minha vida, quero morrer,
    não quero viver, não quero mais viver, me machucar, me cortar, automutil*`,
  nl: `
    zelfmoord*, suïcid*, mezelf doden, mezelf van kant, einde aan mijn leven, wil dood, wil sterven,
    niet meer leven, mezelf pijn, mezelf snijden, zelfbeschadig*, mezelf iets aandoen`,
};

function all(lists: Lists): readonly string[] {
  const phrases = Object.values(lists).flatMap((list) => list.split(',').map((phrase) => phrase.trim()));
  return [...new Set(phrases)];
}

/** Who is very important only the lead knows. */
export const BUILT_IN_PHRASES: Readonly<Record<StakesClass, readonly string[]>> = {
  'self-harm': all(SELF_HARM),
  threat: all(THREAT),
  health: all(HEALTH),
  legal: all(LEGAL),
  security: all(SECURITY),
  'money-out': all(MONEY_OUT),
  cancellation: all(CANCELLATION),
  vip: [],
};
