"""Texts of the kind that break programs: markup, code, addresses, odd signs, odd Thai. Invented or common knowledge.

Not here: what is done with them (the tests).
"""

MARKUP = (
    "<script>alert(1)</script>",
    "</td></tr></table><h1>ปลอม</h1>",
    '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    "<style>@import url(http://127.0.0.1:9/x.css); body{display:none}</style>",
    "<a href='javascript:alert(1)'>กดที่นี่</a>",
    '<object data="file:///etc/passwd"></object><iframe src="file:///etc/hostname"></iframe>',
    "<!-- --><![CDATA[ x ]]><?php echo 1; ?>",
    "&lt;b&gt; &amp; &#3585; &nbsp; &copy; &NotAnEntity;",
    '" onmouseover="alert(1)" x="',
    "' OR 1=1 --",
    "</title></style></textarea>",
    "}</style><style>@page{size:9999cm}",
    "*/ @page { size: 1px } /*",
    "{{ 7*7 }} {% load x %} ${7*7} #{7*7} <%= 7*7 %>",
    '=HYPERLINK("http://127.0.0.1";"x") +cmd|\' /C calc\'!A0 @SUM(1)',
    "../../../../etc/passwd%00.png C:\\windows\\win.ini",
    "data:text/html;base64,PHNjcmlwdD4= file:///etc/passwd http://169.254.169.254/latest/meta-data",
    "/JavaScript (app.alert(1)) /Launch << /F (calc.exe) >> endobj stream",
    "(unbalanced ( parentheses \\) and \\ backslashes \\n \\012",
    "url(http://127.0.0.1:9/) attr(href) counter(page) \\0041",
)
SIGNS = (
    "½ ¼ ¾ × ÷ ± ≤ ≥ ≠ ∞ √ ∑ € ฿ £ ¥ § ¶ † ‡ • … ‰ ™ © ®",
    "→ ← ↑ ↓ ⇒ ■ □ ▲ ● ○ ★ ☆ ☐ ☑ ☒ ✓ ✔ ✗ ✘",
    "“double” ‘single’ «guillemets» – en — em ― bar ‐ hyphen - minus −",
    "naïve façade Ångström Łódź Dvořák Ελληνικά Кириллица Հայերեն ქართული",
    "ﬁ ﬂ fi fl ffi office float",
    "e\u0301 n\u0303 A\u030a i\u0301",
    "😀 👍🏽 👨‍👩‍👧 🇹🇭 ☑\ufe0f",
    "שלום مرحبا 你好 こんにちは 안녕",
    "Z\u0351\u036b\u0343a\u0328l\u0334g\u0320o\u0353",
    "\u202ereversed\u202c a\u200bb\u200cc\u200dd\ufeffe f\u00adg\u2060h",
    "tab\there\x0bvertical\x0cform\x07bell\x00nul\x1b[31m",
    "\u2028line\u2029paragraph\x85next",
    "ＦＵＬＬ　ＷＩＤＴＨ ＝１＋１",
    "🄰 𝐀 𝔸 ℵ ﷽ \U0010ffff \ue000",
)
THAI = (
    "ทำการทดสอบรายงาน น้ำ ก้ำ ช้ำ ย่ำ ค่ำ ต่ำ จำนำ ปำ ฝ้ำ ฟ้ำ ป้ำ ฬำ ญำ ฐำ",
    "ที่ ผู้ ปี่ ปี้ ฝี ฟื้น ป่า ฟ้า ปั้น ปั๊ม ฝั่ง ฟิล์ม ปืน ป็ ฟ็ ป๋า ฝ๊า",
    "สัมฤทธิ์ พันธุ์ ศักดิ์ สิทธิ์ วันทร์ กษัตริย์ สังฆ์ ทรัพย์สิน",
    "ญ ญุ ญู ฐุ ฐู ฎุ ฏู กฎหมาย ปรากฏ ฤๅษี ฦๅ ฬุ ฬิ ฬี่",
    "ก่ ก้ ก๊ ก๋ ก์ กุ้ กู่ กิ่ กี้ กึ่ กื้ กั้ ก็ กํ กฺ ก๎ เก๊ โก๋ ไก่ ใก้ แก้",
    "กิำ กุำ กัำ ก็ำ ก์ำ ำ ำำ aำ ๆำ ๆ ฯ ฯลฯ ๏ ๚ ๛ ฿",
    "ระบบยืม - คืนทรัพย์สิน ๑-๓๐ ต.ค. ๒๕๖๖ E-Service No-Gift-Policy 2566-2567 ก-ฮ - -",
    "พุทฺธํ สรณํ คจฺฉามิ ธมฺมํ",
    "๐๑๒๓๔๕๖๗๘๙ 0123456789",
    "ก" * 300,
    "การดำเนินการ" * 60,
    "ผู้บริหารที่มีอำนาจน้ำใจ" * 40,
    "A" * 300,
    "https://www.phaidum.go.th/" + "very-long-path/" * 12 + "?q=%E0%B8%81&x=a_b.c-d#e",
    "ita.office-of-the-mayor@phaidum-phatthana-municipality.go.th",
)
EVERY = (*MARKUP, *SIGNS, *THAI)
