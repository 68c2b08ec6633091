"""The words beside an authority by which its role is known. Data only: patterns, read on folded text.

`left` patterns end where the authority begins, `right` patterns begin where it ends.
"""

from __future__ import annotations

import regex


def _any(*words: str) -> str:
    return "(?:" + "|".join(w.replace(" ", r"\s+") for w in words) + ")"


DUTY = _any("thẩm quyền", "trách nhiệm", "nhiệm vụ", "quyền hạn", "quyền")
ITEM = r"\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*"
# "trước ngày …" tells the past of the authority only where it opens the sentence, not inside "hồ sơ nhận trước ngày …".
PAST = regex.compile(
    r"(?<!\p{L})(?:trước\s+(?:đây|kia|đó)"
    r"|từng(?=\s+(?:là|do|được|thuộc|có|làm|quyết|cấp|phê|giao))"  # not "của từng địa phương"
    r"|vốn(?=\s+(?:là|do|thuộc))"  # not "nguồn vốn"
    rf"|(?<=^(?:{ITEM})?|[,:]\s*)trước\s+(?:ngày|thời\s+điểm"
    # "Trước khi trình, A lấy ý kiến" is a step of today; before a reform it was another law.
    r"|khi(?=[^,;.]{0,60}(?:sắp\s+xếp|sáp\s+nhập|có\s+hiệu\s+lực|cấp\s+huyện|chuyển\s+giao|\d{4}))))(?!\p{L})"
)
NOW = regex.compile(r"(?<!\p{L})(?:(?:hiện\s+)?nay|hiện|bây\s+giờ|(?:kể\s+)?từ\s+(?:ngày|nay))(?!\p{L})")


def _left(pattern: str) -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})(?:" + pattern.replace(" ", r"\s+") + r")\s*$")


def _right(pattern: str) -> regex.Pattern[str]:
    return regex.compile(r"\s*(?:" + pattern.replace(" ", r"\s+") + r")(?!\p{L})")


DENIED = _left(
    r"không phải(?: là| do| thuộc)?(?: thẩm quyền của)?|chứ không(?: phải)?(?: là| do)?|không(?: còn)? (?:do"
    r"|thuộc)(?: về)?(?: thẩm quyền(?: của)?)?"
)
INSTEAD = _left(r"(?:thay cho|thay vì|thay thế|thay)(?: thẩm quyền của)?")
TRANSFERRED_TO = _left(
    r"(?:chuyển giao|chuyển|bàn giao)(?: thẩm quyền| nhiệm vụ| toàn bộ)?(?: này)?(?: lại)? (?:cho|về|sang|sang cho)"
)
HANDED_DOWN = _left(r"(?<!có thể )được (?:phân cấp|phân quyền|ủy quyền) cho")
TRANSFERRED_FROM = _left(r"(?:chuyển|nhận)[^.;]{0,60} từ")
TRANSFERS = _right(
    r"(?:đã |được )*(?:bàn giao|chuyển giao|chuyển)(?: (?!hồ sơ|đơn|mục đích|nhượng)[^.;,]{0,40})? (?:cho|về|sang)"
)
# "Ủy ban nhân dân cấp huyện đã duyệt phương án … thì Chủ tịch Ủy ban nhân dân cấp xã làm tiếp": another did it before.
DID_BEFORE = _right(r"đã (?!được )[^.;]{0,200}? thì")
OF_DUTY = _left(
    rf"(?<!(?:có|chịu) ){DUTY}(?: [^;]{{0,400}}?)? của|{DUTY} (?:thuộc về|thuộc)(?: của)?|^(?:{ITEM})?(?:việc"
    rf"|công việc)(?: [^;]{{0,400}}?)? của"
)
# "theo quyết định của A", "xác nhận của A": a paper or an opinion of A, which acts elsewhere.
OF_PAPER = _left(
    r"(?<!(?:thẩm quyền|trách nhiệm|nhiệm vụ) )(?:quyết định|nghị quyết|xác nhận|văn bản|công văn|thông báo"
    r"|ý kiến|chấp thuận|đồng ý"
    r"|chữ ký|con dấu|quy chế|quy định|chương trình|kế hoạch|cổng thông tin điện tử|trang thông tin điện tử"
    r"|trụ sở|kết luận"
    r"|hướng dẫn|luật|nghị định|thông tư)(?: số [\w/.-]+)? của"
)
# "Nghị định số 48/2019/NĐ-CP ngày 05 tháng 6 năm 2019 của Chính phủ": who issued a text that is cited.
OF_CITED = _left(
    r"(?:nghị định|nghị quyết|thông tư|thông tư liên tịch|quyết định|chỉ thị|pháp lệnh|luật)(?: số)? [\w/.-]*\d[\w/.-]*"
    r"(?: ngày \d{1,2}(?: tháng \d{1,2} năm |/\d{1,2}/)\d{4})?(?: \([^()]*\))? của"
)
# "(sau đây gọi chung là cấp tỉnh)", "Ủy viên là đại biểu Hội đồng nhân dân": a name or an attribute, no holder.
CALLED = _left(r"gọi(?: chung| tắt)?(?: [^\W\d]+){0,2}? là|(?:ủy viên|thành viên|người) là")
# "Hội đồng nhân dân cấp xã bị giải tán", "đại biểu bị khởi tố": something is done to it.
SUFFERS = _right(r"(?:có thể |đã |đang )?bị|không còn")
# "thành lập Hội đồng … gồm Chủ tịch Ủy ban nhân dân làm Chủ tịch Hội đồng": members, who hold nothing here.
AS_MEMBER = _right(
    r"(?:cấp [^\W\d]+ )?làm (?:phó )?(?:chủ tịch|trưởng|tổ trưởng|trưởng ban|trưởng đoàn|ủy viên|thành viên|thư ký)"
)
COMPOSED = regex.compile(
    r"(?:thành\s+lập|kiện\s+toàn)\s+(?:hội\s+đồng|tổ|ban|đoàn)(?!\p{L})[^;.]{0,160}?(?<!\p{L})gồm(?!\p{L})[^;.]*$"
)
PROPOSES = _left(
    r"(?:theo|trên cơ sở|căn cứ|có) (?:đề nghị|đề xuất|kiến nghị|tờ trình|văn bản đề nghị|yêu cầu|giới thiệu) của"
)
BY_DELEGATION = _left(
    r"(?:theo |có |trên cơ sở )?(?:sự )?(?:ủy quyền|phân cấp|phân công|chỉ đạo|giao|hướng dẫn)(?: nhiệm vụ)? của"
)
# "Quy định nhiệm vụ, quyền hạn của B": B gets its duties from who sets them, it does not act here.
DUTY_SET = _left(
    rf"(?:quy định|xác định|hướng dẫn)(?: cụ thể| chi tiết)?(?: về)? (?:chức năng, )?{DUTY}(?:[ ,][^;.]{{0,80}}?)? của"
    r"|(?:quyết định|quy định)(?: về)? (?:cơ cấu )?(?:tổ chức|biên chế|số lượng)[ ,][^;.]{0,80} của"
)
# "… thuộc thẩm quyền quản lý sau khi có quyết định phê duyệt kế hoạch của B": what B did before.
AFTER_ACT = _left(
    r"(?:sau khi|khi|trước khi|căn cứ|theo) (?:có )?(?:quyết định|văn bản|nghị quyết|ý kiến|kế hoạch|sự)"
    r"(?: [^,;.:]{1,120})? của"
)
# "mà pháp luật giao cho A quyết định", "nhiệm vụ do luật quy định cho A": what law gives to A elsewhere.
BY_LAW = _left(
    r"(?:pháp luật|luật|nghị định|nghị quyết)(?: có)? (?:giao|quy định)(?: [^;,.]{0,30})?(?: (?:cho|của|thuộc))?"
)
# "tạm đình chỉ việc thực hiện nhiệm vụ, quyền hạn của đại biểu": duties of the one it is about.
DUTIES_OF = _left(
    r"(?:đình chỉ|tiếp tục|thôi|khôi phục|giữ|làm|chấm dứt)(?: (?:việc|thực hiện|làm|các|mọi|lại))*"
    r" nhiệm vụ(?:, quyền hạn)?(?: [^;,.]{0,40})? (?:của|đại biểu)"
)
# "Ban Giám sát đầu tư của cộng đồng được A quyết định thành lập": A acts, in the main clause.
IS_DONE_BY = regex.compile(
    r"^(?:\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*)?(?!\s*(?:trường\s+hợp|khi|nếu|sau|đối\s+với|theo|căn\s+cứ|trên\s+cơ\s+sở|hồ\s+sơ))"
    r"[^,;.:]{3,90}(?<!đã|nếu|khi|chưa|và|hoặc)\s+được\s*$"
)
# "Trường hợp thuộc thẩm quyền của A": a case, which says nothing of who acts in it.
CASE = regex.compile(
    r"^(?:\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)))?\s*(?:đối\s+với\s+)?(?:các\s+|những\s+)?(?:trường\s+hợp|nếu|khi)"
    r"(?:(?!(?<!\p{L})thì(?!\p{L}))[^,;.:])*$"
)
PASSIVE = _left(r"(?:được|nếu được|khi được|trừ khi được)")
# "Phó Chủ tịch đi công tác nước ngoài phải được A đồng ý": A decides.
MUST_BE = _left(r"(?:phải|cần)(?: có)? được")
AGREES = _right(r"đồng ý|chấp thuận|phê chuẩn|phê duyệt|cho phép|quyết định|xác nhận")
GIVES = _right(r"ủy quyền|phân cấp|phân quyền|giao nhiệm vụ|giao|phân công")
IS_GIVEN = _right(
    r"(?:đã |cũng )?được (?:(?:phân cấp|phân quyền|ủy quyền|giao) (?:thẩm quyền|nhiệm vụ|quyền)"
    r"|(?:phân cấp|phân quyền|ủy quyền) (?:thực hiện|giải quyết|quyết định))"
)
GIVES_TO = _right(
    r"(?:(?:có thể|được|quyết định|thực hiện|quyết định việc) )*(?:ủy quyền|phân cấp|phân quyền|giao nhiệm vụ"
    r"|giao(?! đất| rừng| khu vực biển| quyền))"
)
GIVEN_TO = _left(
    r"(?:ủy quyền|phân cấp|phân quyền|giao)(?: (?!đất)[^.;,]{0,60})? cho"
    r"|(?:phân cấp|ủy quyền) thẩm quyền [^.;]{0,160} cho|(?:ủy quyền|phân cấp|giao)"
)
ADDRESSED = _left(
    r"(?<!quy |công |chương |quá |lộ )trình|báo cáo|đề nghị|kiến nghị|đề xuất|gửi|thông báo|xin ý kiến|lấy ý kiến"
    r"|tham mưu|giúp|hỏi ý kiến|tham khảo ý kiến"
    r"|(?:(?<!quy |công |chương |quá |lộ )trình|báo cáo|đề nghị|kiến nghị|gửi|nộp|thông báo|lấy ý kiến|tham mưu|chuyển"
    r"|xin ý kiến|đăng ký|khai báo|kê khai)(?: [^.;]{0,80})? (?:cho|đến|tới|tại|lên|về|của|với)"
    r"|(?:gửi|(?:gửi|thông báo|báo cáo) (?:cho|đến|tới|lên))(?: [^,;.:]{1,80},){1,4}"
    r"|phối hợp (?:với|cùng)|thống nhất với|cùng với|thỏa thuận với|tại|ở|ý kiến của|hồ sơ (?:đến|tới|cho)"
)
# "A sau khi thống nhất với B quyết định", "A yêu cầu B điều chỉnh": what follows is not done by B of its own power.
HEARD = _left(
    r"(?:phối hợp|thống nhất|thỏa thuận|bàn bạc|cùng|trao đổi)(?: với| cùng)?|lấy ý kiến(?: của)?|ý kiến của|yêu cầu"
)
# … and of these what follows is done by the one who hears it; so it is behind "A trong thời gian B không họp …".
JOINED = _left(
    r"(?:thống nhất|thỏa thuận|bàn bạc|trao đổi)(?: với| cùng)?|(?:lấy )?ý kiến(?: của)?|(?:trực )?thuộc|của"
    r"|trong thời gian"
)
# "để Nhân dân bàn và quyết định": a purpose, done by somebody else.
PURPOSE = regex.compile(r"(?<!\p{L})để(?!\p{L})")
# "cơ quan của Đảng, Nhà nước, Mặt trận Tổ quốc": whose bodies are listed.
OF_LISTED = _left(r"(?:cơ quan|hệ thống|tổ chức|đơn vị) (?:của|thuộc) (?:[^,;.:]{1,40}, ){1,2}")
# "bầu Chủ tịch Hội đồng nhân dân", "thành lập Hội đồng thẩm định": a body filled or formed, not one that acts.
OBJECT = _left(
    r"(?:bầu|miễn nhiệm|bãi nhiệm|bổ nhiệm|cách chức|từ chức|chức danh|đối với)"
    r"(?: (?:(?:phó )?chủ tịch|trưởng ban|ủy viên),?(?: và)?)+"
    r"|bầu|miễn nhiệm|bãi nhiệm|bổ nhiệm|cách chức|điều động|đình chỉ(?: công tác)?|phê chuẩn(?: kết quả bầu)?|chức vụ"
    r"|chức danh|giữ chức|hỗ trợ|đối với|nhiệm kỳ|khuyết|giao quyền|thay mặt"
    r"|thành lập|giải thể|kiện toàn|tổ chức lại|hợp nhất|tham gia|là (?:chủ tịch|thành viên|ủy viên)"
)
AGENT = _left(r"do|bởi")
# "đối với những trường hợp do A quyết định": a case.
CASE_AGENT = _left(r"đối với (?:những |các )?trường hợp do")
# "Phân cấp thẩm quyền của A … cho B thực hiện": whoever else is named held it before.
HANDS = regex.compile(
    rf"^(?:{ITEM}|\s*điều\s+\d+[a-zđ]?\.\s*|\s*[ivxlc]+\.\s*)?(?:phân\s+(?:quyền|cấp)|ủy\s+quyền)(?P<to>\s+cho)?(?!\p{{L}})"
)
TO = _left(r"cho")
# "A thực hiện nhiệm vụ, quyền hạn của B": A acts for B.
FOR_ANOTHER = regex.compile(
    r"\p{L}\s+thực\s+hiện\s+(?:các\s+)?(?:chức\s+năng|nhiệm\s+vụ|quyền\s+hạn|thẩm\s+quyền)"
    r"(?:(?:,|\s+và)\s+(?:nhiệm\s+vụ|quyền\s+hạn))*\s+của\s*$"
)
# "trình B xét tặng cho cá nhân thuộc thẩm quyền quản lý của A": whose people they are.
WHOSE = _left(r"(?:cho|đối với|của) [^;,.:]{1,60} thuộc (?:thẩm quyền|phạm vi) quản lý(?: trực tiếp)? của")
# "đối với các tổ chức thuộc thẩm quyền quyết định của A": a case, where the sentence has another holder.
OF_CASES = _left(r"đối với [^;.]{1,240} thuộc thẩm quyền(?: [^;,.:]{1,40})? của")
BELONGS = _left(
    r"(?:thuộc|thuộc về)(?: (?:thẩm quyền|trách nhiệm|nhiệm vụ)(?: (?:giải quyết|quyết định|cấp"
    r"|[^,.;]{0,30}))?(?: của)?)?"
)
# "Cơ quan có thẩm quyền cấp … là A"; not in "Trung tâm là tổ chức hành chính thuộc B".
IS = _left(
    r"(?:thẩm quyền|cơ quan|người|nơi|chủ thể|đầu mối|chủ trì|quản lý|cấp|hội đồng|ban|tổ|đoàn)\b[^;.]{0,200} là:?"
    r"|gồm|bao gồm|gồm có|^(?:[^\W\d]+ )?là:?"
)
# "Trung tâm … là tổ chức hành chính thuộc Ủy ban nhân dân": what it is, and nobody who acts.
IS_KIND = regex.compile(r"(?<!\p{L})là\s*$")
KINDS = ("tổ chức hành chính", "đơn vị sự nghiệp")
OWNER = _left(r"của|thuộc")
IN_CONDITION = _left(
    r"sau khi(?: có| được)?|trong thời gian|khi|nếu|trường hợp|trong trường hợp|đối với trường hợp|trước khi|mà"
)
EXECUTES = _right(
    r"(?:[^,;]{0,80} )?(?:thực hiện|quyết định|ban hành|phê duyệt|cấp|giải quyết|chịu trách nhiệm|đảm nhận)"
)

# "A thẩm định dự án do B quyết định đầu tư": who acts is A, what B does tells which projects.
RELATIVE_AGENT = regex.compile(
    r"(?:dự\s+án|công\s+trình|hồ\s+sơ|giấy|văn\s+bản|quyết\s+định|đất|tài\s+sản|nguồn\s+vốn|nhà\s+ở|chương\s+trình|công\s+chức)"
    r"(?:\s+[\p{L}]+){0,3}\s+do\s*$"
)
# "Trong thời gian khuyết A, B quyết định": the comma after A ends the opening clause, A and B are no list.
OPENER = regex.compile(
    r"(?:^|[.;\n]\s*)(?:\d{1,3}[a-zđ]?\.\s*|[a-zđ]\d?\)\s*)?(?:trong\s+thời\s+gian|trong\s+trường\s+hợp"
    r"|trường\s+hợp|khi|nếu|sau\s+khi)\s[^,;.]{0,80}$"
    # "… kể từ ngày nhận được tờ trình của A, B phê duyệt", "Đối với quy hoạch thuộc thẩm quyền của A, B quyết định"
    r"|(?<!\p{L})trong\s+thời\s+hạn\s[^;.]{0,240}\scủa\s+$"
    rf"|(?:^|[.;\n]\s*)(?:{ITEM}|-\s+)?(?:đối\s+với|căn\s+cứ)\s[^;.]{{0,240}}\scủa\s+$"
)
# What stands between authorities of one list; titles whose body is named only at the end are passed over:
# "Phó Chủ tịch Hội đồng nhân dân, Trưởng ban, Phó Trưởng ban của Hội đồng nhân dân".
LISTED = regex.compile(r"(?:\s*(?:,|và|hoặc|/|,\s*hoặc)\s*(?:(?:phó\s+)?(?:trưởng\s+ban|chủ\s+tịch)|ủy\s+viên)?)+\s*")
SUBJECT_AFTER = _left(r"thì|nay|còn|và|hoặc|mà|rằng")
NUMBERING = regex.compile(
    r"^\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)|khoản\s+\d+|điểm\s+[a-zđ]\d?|điều\s+\d+[a-zđ]?\.?|theo\s+[^,]{1,90},"
    r"|nay|hiện\s+nay|thì|vậy)\s*"
)
HANDED = regex.compile(
    r"(?:chuyển\s+giao|chuyển|bàn\s+giao)\s+(?:[^;]{0,40}\s)?(?:cho|về|sang)\s+|(?<!\p{L})do\s+"
    r"|(?<!\p{L})nay\s+(?:do\s+|là\s+|thuộc\s+)?"
)
BRACKETS = regex.compile(r"\([^()]*\)")
