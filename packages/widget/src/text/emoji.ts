/** Emoji for a support conversation, with their names in each language, in lower case, to be found by. */
import type { Language } from './language.ts';

export interface NamedEmoji {
  readonly emoji: string;
  readonly names: Readonly<Record<Language, string>>;
}

/** Emoji, English, German, Arabic. */
const TABLE = `
🙂|slight smile|leichtes lächeln|ابتسامة خفيفة
😀|grin|grinsen|ضحكة عريضة
😄|happy|fröhlich|سعيد
😅|relief sweat|erleichtert mit schweiß|ضحكة مع عرق
😂|tears of joy|freudentränen|دموع الفرح
😉|wink|zwinkern|غمزة
😊|blush smile|verlegenes lächeln|ابتسامة خجولة
😍|heart eyes|herzaugen|عيون قلوب
😎|cool sunglasses|cool mit sonnenbrille|نظارة شمسية
🤔|thinking|nachdenklich|تفكير
🤨|doubt raised eyebrow|zweifel hochgezogene braue|شك
😐|neutral|neutral|محايد
😕|confused|verwirrt|حائر
🙁|slight frown|leicht traurig|عبوس خفيف
😟|worried|besorgt|قلق
😢|crying|weinend|بكاء
😭|sobbing|heulend|نحيب
😤|huffing|schnaubend|غيظ
😡|angry|wütend|غاضب
😱|scream|schrei|صراخ
😳|flushed|errötet|احمرار الوجه
😴|sleeping|schlafend|نائم
🥱|yawn|gähnend|تثاؤب
🤒|ill thermometer|krank mit thermometer|مريض
😇|angel halo|engel mit heiligenschein|ملاك
🤗|hug|umarmung|عناق
🤝|handshake|handschlag|مصافحة
🙏|please thank you|bitte danke|رجاء شكر
👍|thumbs up|daumen hoch|إبهام لأعلى
👎|thumbs down|daumen runter|إبهام لأسفل
👌|ok hand|okay hand|يد موافق
👏|clap|applaus|تصفيق
🙌|raised hands hooray|erhobene hände hurra|أيدٍ مرفوعة
👋|wave hello|winken hallo|تلويح مرحبا
✌️|victory|siegeszeichen|علامة النصر
🤞|fingers crossed|daumen drücken|أصابع متشابكة
💪|strong arm|starker arm|ذراع قوية
👀|eyes looking|augen|عيون
👉|point right|zeigt nach rechts|إشارة لليمين
👈|point left|zeigt nach links|إشارة لليسار
👆|point up|zeigt nach oben|إشارة لأعلى
👇|point down|zeigt nach unten|إشارة لأسفل
❤️|red heart|rotes herz|قلب أحمر
💛|yellow heart|gelbes herz|قلب أصفر
💚|green heart|grünes herz|قلب أخضر
💙|blue heart|blaues herz|قلب أزرق
💔|broken heart|gebrochenes herz|قلب مكسور
⭐|star|stern|نجمة
✨|sparkles|funkeln|بريق
🎉|party|feier konfetti|احتفال
🎂|birthday cake|geburtstagskuchen|كعكة عيد ميلاد
🎁|gift|geschenk|هدية
🏆|trophy|pokal|كأس
🔥|fire|feuer|نار
💡|idea light bulb|idee glühbirne|فكرة مصباح
⚡|lightning fast|blitz|برق
☀️|sun|sonne|شمس
🌧️|rain|regen|مطر
❄️|snow|schnee|ثلج
🌈|rainbow|regenbogen|قوس قزح
✅|check done|haken erledigt|تم علامة صح
❌|cross wrong|kreuz falsch|خطأ علامة إكس
❗|exclamation mark|ausrufezeichen|علامة تعجب
❓|question mark|fragezeichen|علامة استفهام
⚠️|warning|warnung|تحذير
🚫|forbidden|verboten|ممنوع
🆕|new|neu|جديد
🆘|sos help|sos hilfe|نجدة
🔒|lock|schloss gesperrt|قفل
🔓|unlock|offenes schloss|قفل مفتوح
🔑|key|schlüssel|مفتاح
🔍|search magnifier|suche lupe|بحث عدسة
⚙️|settings gear|einstellungen zahnrad|إعدادات ترس
🔧|wrench repair|schraubenschlüssel reparatur|إصلاح مفتاح ربط
🐛|bug|käfer fehler|خلل حشرة
🔄|refresh|aktualisieren|تحديث
🔗|link|link kette|رابط
📎|paperclip attachment|büroklammer anhang|مشبك مرفق
📄|document page|dokument seite|مستند صفحة
📁|folder|ordner|مجلد
📅|calendar date|kalender datum|تقويم تاريخ
📈|chart up|diagramm steigend|رسم بياني صاعد
📉|chart down|diagramm fallend|رسم بياني هابط
📷|camera|kamera|كاميرا
🖨️|printer|drucker|طابعة
💻|laptop computer|laptop computer|حاسوب محمول
📱|phone mobile|handy|هاتف جوال
⌨️|keyboard|tastatur|لوحة مفاتيح
🖥️|desktop screen|bildschirm|شاشة
🌐|internet globe|internet weltkugel|إنترنت
📧|e-mail|e-mail|بريد إلكتروني
✉️|letter envelope|brief umschlag|رسالة ظرف
📞|telephone call|telefon anruf|مكالمة هاتف
💬|speech bubble chat|sprechblase chat|فقاعة محادثة
🔔|bell|glocke|جرس
🔕|bell off silent|glocke aus stumm|جرس صامت
⏰|alarm clock|wecker|منبه
⏳|hourglass waiting|sanduhr warten|ساعة رملية انتظار
💳|credit card|kreditkarte|بطاقة ائتمان
💶|euro money|euro geld|يورو مال
🧾|receipt invoice|beleg rechnung|إيصال فاتورة
📦|parcel package|paket|طرد
🚚|delivery truck|lieferwagen|شاحنة توصيل
🛒|shopping cart|einkaufswagen|عربة تسوق
🏠|house home|haus|منزل
☕|coffee|kaffee|قهوة
🚀|rocket launch|rakete start|صاروخ
`;

export const EMOJI: readonly NamedEmoji[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [emoji = '', en = '', de = '', ar = ''] = line.split('|');
    return { emoji, names: { en, de, ar } };
  });
