import type { Cause } from '../../../domain/diagnosis/cause-names.ts';

/** What a cause means, in one Arabic sentence for the verdict, without its full stop. */
export const CAUSES: Record<Cause, string> = {
  address: 'عنوان الويب هوك غير صحيح',
  dns: 'اسم المضيف غير موجود في DNS',
  'dns-temporary': 'لم يُجب DNS عن اسم المضيف، وقد يكون الخلل في أي من الجهتين',
  connection: 'الخادم يرفض الاتصال، أو لا شيء يستمع عليه',
  'connect-timeout': 'تعذّر الاتصال في الوقت المحدد: الخادم متوقف، أو جدار ناري يحجبه',
  unreachable: 'لا يوجد مسار شبكة إلى الخادم',
  reset: 'الخادم يقطع الاتصال قبل أن يجيب',
  'tls-expired': 'انتهت صلاحية شهادة TLS',
  'tls-name': 'شهادة TLS لاسم مضيف آخر',
  'tls-untrusted': 'شهادة TLS غير موثوقة: موقّعة ذاتيًّا، أو سلسلتها ناقصة',
  'tls-certificate': 'شهادة TLS غير مقبولة',
  tls: 'فشل تأسيس اتصال TLS مع الخادم',
  protocol: 'جواب الخادم ليس HTTP صحيحًا',
  timeout: 'لم يصل جواب كامل في الوقت المحدد',
  redirect: 'العنوان يحوّل إلى عنوان آخر، ومرسلو الويب هوك لا يتبعون التحويل',
  rejected: 'التطبيق يرفض الطلب لأنه غير صحيح عنده',
  unauthorized: 'جهتكم تمنع الوصول',
  missing: 'المسار غير موجود على الخادم',
  method: 'المسار موجود لكنه لا يقبل POST',
  limits: 'الخادم يرفض حجم الطلب أو نوعه أو بطأه',
  throttled: 'محدِّد المعدل في جهتكم يحجب الطلبات',
  crashed: 'التطبيق يفشل بخطأ داخلي',
  unsupported: 'الخادم لا يدعم هذا النوع من الطلبات',
  unavailable: 'الخادم يستجيب، لكن التطبيق متوقف أو مثقل',
  'gateway-timeout': 'الخادم يستجيب، لكن التطبيق خلفه بطيء جدًّا',
  origin: 'خدمة Cloudflare لا تصل إلى خادمكم خلفها',
  'origin-tls': 'خدمة Cloudflare ترفض شهادة خادمكم خلفها',
  sender: 'الخلل المذكور يكون عادة في جهة المرسل لا في جهتكم',
  unreadable: 'وصل إلى ويب هوك الأخطاء ما لم نستطع قراءته، وقد يكون بلاغًا عن عطل',
  flood: 'أعطال كثيرة جدًّا في وقت واحد من مصدر واحد: تعطّل ما تشترك فيه، أو اختلقها من يملك رابط الويب هوك',
  unknown: 'لم تذكر Flavours سببًا نعرفه، وما قالته مكتوب في الوقائع',
};

/** The steps of the causes, by their English text: the commands that belong to them are the same in both. */
export const CAUSE_STEPS: Readonly<Record<string, string>> = {
  'See for yourself what the server answers (000: nothing; below 500: up):':
    'انظر بماذا يرد الخادم الآن (000 لا جواب، وأقل من 500 يعمل):',
  'If anything was deployed or changed shortly before, roll it back.':
    'إن نُشر تحديث أو تغيّر شيء قبل ذلك بقليل فتراجع عنه.',
  'Correct the address at Flavours: it must begin with https:// and have no spaces.':
    'صحّح العنوان لدى Flavours: يجب أن يبدأ بـ https:// وألا يحوي فراغات.',
  'Then see that it answers:': 'ثم تأكد أنه يجيب:',
  'Ask DNS; no output means that the name is not there:': 'اسأل DNS، وإن لم يظهر شيء فالاسم غير موجود:',
  'Look at the domain at your registrar (paid until when?) and at the record at your DNS provider.':
    'راجع النطاق لدى المسجّل (مدفوع حتى متى؟) والسجل لدى مزود DNS.',
  'Compare the host name with the one in the settings at Flavours.':
    'قارن اسم المضيف بالاسم المكتوب في إعدادات Flavours.',
  'Ask DNS, a few times:': 'اسأل DNS عدة مرات:',
  'If it is slow or fails, look at the status page of your DNS provider.':
    'إن كان بطيئًا أو فشل فراجع صفحة الحالة لدى مزود DNS.',
  'If it always answers, the fault may have been on the side of Flavours: watch whether the count grows.':
    'إن أجاب دائمًا فربما كان الخلل لدى Flavours: راقب هل يزداد العدد.',
  'Start or restart the web server; look at the listeners of the load balancer.':
    'شغّل خادم الويب أو أعد تشغيله، وراجع منافذ موازن الأحمال.',
  'If it answers you, look for a rule that keeps Flavours alone out: firewall, allow-list, country or bot protection.':
    'إن أجابك فابحث عن قاعدة تمنع Flavours وحدها: جدار ناري أو قائمة سماح أو حماية من دول أو روبوتات.',
  'Try to connect yourself, best from outside your own network:':
    'جرّب الاتصال بنفسك، والأفضل من خارج شبكتكم:',
  'If that fails too: is the host up, and does DNS still give its address?':
    'إن فشل أيضًا: هل الخادم يعمل، وهل ما زال DNS يعطي عنوانه؟',
  'If it works for you, look for a rule that keeps Flavours alone out: firewall, allow-list, country or bot protection.':
    'إن نجح عندك فابحث عن قاعدة تمنع Flavours وحدها: جدار ناري أو قائمة سماح أو حماية من دول أو روبوتات.',
  'Compare the address in DNS with that of your server:': 'قارن العنوان في DNS بعنوان خادمكم:',
  'Try to reach it, best from outside your own network:': 'جرّب الوصول إليه، والأفضل من خارج شبكتكم:',
  "Look at your hosting provider's status page and at your routing.":
    'راجع صفحة الحالة لدى مزود الاستضافة، ومسارات شبكتكم.',
  'Look for crashes and restarts in the logs of application and proxy since this began.':
    'ابحث في سجلات التطبيق والوكيل عن انهيارات وإعادات تشغيل منذ بدء العطل.',
  'Look at the limits of proxy and web application firewall: size of the body, idle time.':
    'راجع حدود الوكيل وجدار حماية التطبيقات: حجم الطلب ومهلة الخمول.',
  'See the certificate that is served; notAfter is its end:':
    'انظر الشهادة التي يقدمها الخادم، وتاريخ نهايتها في السطر notAfter:',
  'Renew it and reload every server or load balancer that presents it.':
    'جدّدها وأعد تحميل كل خادم أو موازن أحمال يقدمها.',
  'Find out why the automatic renewal did not run.': 'اعرف لماذا لم يعمل التجديد الآلي.',
  'See for which names the certificate is that is served:': 'انظر لأي أسماء صدرت الشهادة المقدمة:',
  'Serve the right certificate for this host (virtual host, SNI), or issue one that names it.':
    'قدّم الشهادة الصحيحة لهذا المضيف (SNI)، أو أصدر شهادة تذكر اسمه.',
  'See who issued the certificate that is served:': 'انظر من أصدر الشهادة المقدمة:',
  'Configure the full chain (often called fullchain.pem), then reload the server.':
    'اضبط السلسلة الكاملة (ملفها غالبًا fullchain.pem) ثم أعد تحميل الخادم.',
  'If it is self-signed, replace it by one of a public authority.':
    'إن كانت موقّعة ذاتيًّا فاستبدل بها شهادة من جهة عامة معتمدة.',
  'See its end, names and issuer:': 'انظر تاريخ نهايتها وأسماءها ومُصدرها:',
  'Renew it if it has expired; reissue it if the host name is missing; serve the full chain.':
    'جدّدها إن انتهت، وأعد إصدارها إن نقص اسم المضيف، وقدّم السلسلة الكاملة.',
  'See whether the server presents a certificate at all:': 'انظر هل يقدم الخادم شهادة أصلًا:',
  'Allow TLS 1.2 and 1.3 with common ciphers; see that no plain HTTP is served on this port.':
    'اسمح بـ TLS 1.2 و TLS 1.3 مع خوارزميات شائعة، وتأكد أن المنفذ لا يقدم HTTP غير مشفّر.',
  'See the answer:': 'انظر الجواب:',
  'Look at what listens on the port, and at proxies and compression between.':
    'راجع ما يستمع على المنفذ، وما بينكما من وكلاء وضغط.',
  'Measure; how long Flavours waits is not documented, so aim below 3 s:':
    'قِس الزمن، ومهلة Flavours غير موثقة، فليكن أقل من 3 ثوانٍ:',
  'Look at load, database and slow requests since this began; add capacity or restart.':
    'راجع الحمل وقاعدة البيانات والطلبات البطيئة منذ بدء العطل، وزد السعة أو أعد التشغيل.',
  'Lasting cure: answer 200 at once and do the work afterwards from a queue.':
    'الحل الدائم: أجب بـ 200 فورًا ثم نفّذ العمل من طابور.',
  'See where to, in the line "location":': 'انظر إلى أين، في السطر location:',
  'Set that final address at Flavours, or switch off the redirect for this path.':
    'ضع العنوان النهائي لدى Flavours، أو أوقف التحويل لهذا المسار.',
  'Find the refused request and its reason in the application log.':
    'ابحث في سجل التطبيق عن الطلب المرفوض وسبب رفضه.',
  'If validation was tightened or the form of the event has changed, accept it again.':
    'إن شُدِّد التحقق أو تغيّر شكل الحدث فاقبله من جديد.',
  'See that the path is served at all:': 'تأكد أن المسار يعمل أصلًا:',
  'See who refuses: application, proxy or firewall (the line "server" often tells):':
    'انظر من الذي يرفض: التطبيق أم الوكيل أم الجدار الناري (السطر server يدل عليه غالبًا):',
  'If a token was changed, set the new one at Flavours.': 'إن تغيّر رمز الدخول فضع الجديد لدى Flavours.',
  'Exempt this path from bot rules, country rules, login and CSRF protection.':
    'استثنِ هذا المسار من قواعد الروبوتات والدول، ومن تسجيل الدخول وحماية CSRF.',
  'Compare the path with your routes and with the settings at Flavours:':
    'قارن المسار بمسارات تطبيقكم وبإعدادات Flavours:',
  'Allow POST on this path in application, proxy and firewall.':
    'اسمح بطلبات POST على هذا المسار في التطبيق والوكيل والجدار الناري.',
  'The line "allow", where there is one, names what is taken:': 'السطر allow، إن وُجد، يذكر ما هو مقبول:',
  'Raise that limit in proxy and application; JSON must be an accepted type.':
    'ارفع هذا الحد في الوكيل والتطبيق، ويجب أن يكون JSON نوعًا مقبولًا.',
  'Exempt this path from the rate limiter, or raise its limit.':
    'استثنِ هذا المسار من محدِّد المعدل، أو ارفع حده.',
  'See who limits (the lines "server" and "retry-after"):':
    'انظر من الذي يحدّ (السطران server و retry-after):',
  'Find the error in the application log or error tracker.': 'ابحث عن الخطأ في سجل التطبيق أو متتبّع الأخطاء.',
  'If anything was deployed or changed shortly before, roll it back. Are database, disk and memory well?':
    'إن نُشر تحديث أو تغيّر شيء قبل ذلك بقليل فتراجع عنه. هل قاعدة البيانات والقرص والذاكرة سليمة؟',
  'See who answers:': 'انظر من الذي يجيب:',
  'Look at the proxy: it must pass POST requests on to the application.':
    'راجع الوكيل: يجب أن يمرر طلبات POST إلى التطبيق.',
  'Look whether application and load balancer are healthy; restart or add capacity.':
    'افحص التطبيق وموازن الأحمال. أعد التشغيل أو زد السعة.',
  'Look whether the server behind Cloudflare runs and takes connections from it.':
    'تأكد أن الخادم خلف Cloudflare يعمل ويقبل الاتصال منها.',
  "Compare the server's address with the DNS record at Cloudflare.":
    'قارن عنوان الخادم بسجل DNS لدى Cloudflare.',
  'Renew the certificate on the server itself; the one Cloudflare shows is another.':
    'جدّد الشهادة على الخادم نفسه، فالتي تظهرها Cloudflare غيرها.',
  'Look at the SSL/TLS mode at Cloudflare: "Full (strict)" needs a valid certificate on your server.':
    'راجع وضع التشفير لدى Cloudflare: الوضع الصارم يحتاج شهادة صحيحة على خادمكم.',
  'If it answers, send the facts below to the support of Flavours.':
    'إن أجاب فأرسل الوقائع أدناه إلى دعم Flavours.',
  'If Flavours has changed the form of its notifications, tell whoever maintains this receiver.':
    'إن غيّرت Flavours شكل بلاغاتها فأخبر من يصون هذا المستقبِل.',
  'If it did not come from Flavours, the webhook URL has leaked: raise its version in oncall.yml.':
    'إن لم يكن من Flavours فقد تسرّب رابط الويب هوك: ارفع نسخته في oncall.yml.',
  'Are the endpoints that are listed yours? Look at the first few.':
    'هل نقاط الاستقبال المذكورة لكم؟ راجع أولها.',
  'If they are: look for what they share, such as a gateway, a firewall, DNS or a certificate. Name the ones that matter in oncall.yml: those always have an incident of their own.':
    'إن كانت لكم فابحث عما تشترك فيه، مثل بوابة أو جدار ناري أو DNS أو شهادة. واذكر المهم منها في oncall.yml، فيكون لكل منها عطل خاص به دائمًا.',
  'If they are not, the webhook URL has leaked: raise the version of this source in oncall.yml, deploy, and give Flavours the new URL.':
    'إن لم تكن لكم فقد تسرّب رابط الويب هوك: ارفع نسخة هذا المصدر في oncall.yml، وانشر، وأعطِ Flavours الرابط الجديد.',
  'If it does not: does DNS know the host?': 'إن لم يجب: هل يعرف DNS المضيف؟',
  'If it does: is the certificate valid?': 'إن أجاب: هل الشهادة صحيحة؟',
  'Look for a rule that keeps Flavours alone out: firewall, allow-list, country or bot protection.':
    'ابحث عن قاعدة تمنع Flavours وحدها: جدار ناري أو قائمة سماح أو حماية من دول أو روبوتات.',
  'Read the raw text that was kept: does it name a failing endpoint? Then look at that endpoint.':
    'اقرأ آخر ما وصل: هل يذكر نقطة استقبال متعطلة؟ راجعها إذن.',
};
