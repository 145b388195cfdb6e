"""How large a file may be before it is opened, and what kind of file it is.

A packed workbook is unpacked here part by part, never further than it says and never beyond the limits; what reads it
then is handed the parts that were measured, unpacked, and not the file.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.model.problem import Code, InputError, Problem

FILE_MOST: Final = 20_000_000
"""Bytes of a file as it lies on the disk."""
UNPACKED_MOST: Final = 150_000_000
"""Bytes of its parts once they are unpacked."""
RATIO_MOST: Final = 250
"""How many times larger the parts may be than the file; spreadsheets reach a tenth of it."""
RATIO_FROM: Final = 5_000_000
"""Below so many bytes the ratio does not matter."""
PARTS_MOST: Final = 2_000
SHEETS_MOST: Final = 60
CELLS_MOST: Final = 400_000
"""Cells that hold something, of all sheets of a file."""
AREA_MOST: Final = 4_000_000
"""Rows × columns from the first cell to the last one, of one sheet."""

Kind = Literal["xlsx", "ods", "xls", "text"]

_CHUNK: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS_IN_OLE: Final = ("_VBA_PROJECT_CUR".encode("utf-16-le"), "VBA".encode("utf-16-le") + b"\0\0")
_ENCRYPTED_IN_OLE: Final = "EncryptedPackage".encode("utf-16-le")
_PAGE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml|!--)", re.IGNORECASE)
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"

SHEET_FILE_TOO_LARGE: Final = Code(
    slug="sheet-file-too-large",
    says="文件有 {size} 字节，超过上限 {most} 字节，没有打开",
    mend="按月份或机构拆成几个文件；图片不要放在表里。",
    wrong="windowboard import 2020-2026.xlsx",
    right="windowboard import 2026-10.xlsx",
)
UNPACKS_TOO_LARGE: Final = Code(
    slug="unpacks-too-large",
    says="解压后会有 {size} 字节，超过允许的 {most} 字节，没有打开：这不像是普通的表格",
    mend="用表格软件打开，只把要用的单元格复制到新文件里再保存。",
    wrong="42.xlsx  43 KB → 4.5 GB",
    right="2026-10.xlsx  43 KB → 400 KB",
)
TOO_MANY_CELLS: Final = Code(
    slug="too-many-cells",
    says="单元格、工作表或文件内的部件太多：{count}，上限 {most}",
    mend="删去不用的行、列和工作表；按月份或机构拆成几个文件。",
    wrong="A1:XFD1048576",
    right="A1:H400",
)
MACRO_FILE_REFUSED: Final = Code(
    slug="macro-file-refused",
    says="文件里有宏，没有打开",
    mend="在表格软件里另存为不带宏的 .xlsx，再导入。",
    wrong="windowboard import 检查.xlsm",
    right="windowboard import 检查.xlsx",
)
NOT_A_SHEET_FILE: Final = Code(
    slug="not-a-sheet-file",
    says="不是可以读的表格",
    mend="存成 .xlsx、.ods、.xls，或 UTF-8、GB18030、UTF-16 编码的 .csv，再导入。",
    wrong="windowboard import 检查.pdf",
    right="windowboard import 检查.xlsx",
)
PAGE_NO_SHEET: Final = Code(
    slug="page-no-sheet",
    says="是网页或 XML，只是用了表格的扩展名，没有读",
    mend="用表格软件打开，另存为 .xlsx，再导入。",
    wrong="导出.xls  <html><table>…",
    right="导出.xlsx",
)
SHEET_FILE_DAMAGED: Final = Code(
    slug="sheet-file-damaged",
    says="文件不完整、已损坏，或内容互相矛盾，没有读",
    mend="用表格软件打开后另存一份；打不开的，请提供的人重新发送。",
    wrong="检查.xlsx  只收到一半",
    right="检查.xlsx",
)
PASSWORD_ON_FILE: Final = Code(
    slug="password-on-file",
    says="文件有密码，没有打开",
    mend="在表格软件里去掉打开密码，另存一份。",
    wrong="检查.xlsx（加密）",
    right="检查.xlsx",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """A file that is not too large."""

    name: str
    kind: Kind
    data: bytes
    """The file, or where it was packed the same parts unpacked."""
    parts: Mapping[str, bytes]
    """The parts of a packed file, by their names in it."""


def refused(name: str, code: Code, **facts: object) -> InputError:
    """What is wrong with a file as a whole."""
    return InputError([Problem(path=name, code=code, facts={key: str(value) for key, value in facts.items()})])


def measured(name: str, data: bytes) -> Measured:
    """A file that may be opened. Raises InputError with the one reason why it may not."""
    if len(data) > FILE_MOST:
        raise refused(name, SHEET_FILE_TOO_LARGE, size=len(data), most=FILE_MOST)
    if data.startswith(_OLE):
        if _ENCRYPTED_IN_OLE in data:
            raise refused(name, PASSWORD_ON_FILE)
        if any(name_in_ole in data for name_in_ole in _MACROS_IN_OLE):
            raise refused(name, MACRO_FILE_REFUSED)
        return Measured(name=name, kind="xls", data=data, parts={})
    if _PAGE.match(data):
        raise refused(name, PAGE_NO_SHEET)
    if not data.startswith(b"PK"):
        return Measured(name=name, kind="text", data=data, parts={})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = _unpacked(name, data, packed)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise refused(name, SHEET_FILE_DAMAGED) from error
    return Measured(name=name, kind=_kind(name, parts), data=_again(parts), parts=parts)


def _unpacked(name: str, data: bytes, packed: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that say what stands in the sheets; pictures and the like are left where they are."""
    entries = packed.infolist()
    if len(entries) > PARTS_MOST:
        raise refused(name, TOO_MANY_CELLS, count=len(entries), most=PARTS_MOST)
    size = sum(entry.file_size for entry in entries)
    most = min(UNPACKED_MOST, max(RATIO_FROM, RATIO_MOST * len(data)))
    if size > most:
        raise refused(name, UNPACKS_TOO_LARGE, size=size, most=most)
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename.lower().endswith("vbaproject.bin") or entry.filename.startswith(("Basic/", "Scripts/")):
            raise refused(name, MACRO_FILE_REFUSED)
        if entry.flag_bits & 1:
            raise refused(name, PASSWORD_ON_FILE)
        if entry.filename in parts:
            raise refused(name, SHEET_FILE_DAMAGED)
        if entry.filename.endswith((".xml", ".rels")) or entry.filename == "mimetype":
            parts[entry.filename] = _part(packed, entry)
    return parts


def _part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a part, at most as many as were promised."""
    chunks = []
    left = entry.file_size
    with packed.open(entry) as part:
        while chunk := part.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile
            chunks.append(chunk)
    return b"".join(chunks)


def _again(parts: Mapping[str, bytes]) -> bytes:
    """The same parts in a file that is not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as fresh:
        for name, part in parts.items():
            fresh.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _kind(name: str, parts: Mapping[str, bytes]) -> Kind:
    if "xl/workbook.xml" in parts:
        if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
            raise refused(name, MACRO_FILE_REFUSED)
        return "xlsx"
    if parts.get("mimetype", b"").decode("latin-1").strip() == _ODS and "content.xml" in parts:
        return "ods"
    raise refused(name, NOT_A_SHEET_FILE)


CODES: Final = (
    SHEET_FILE_TOO_LARGE,
    UNPACKS_TOO_LARGE,
    TOO_MANY_CELLS,
    MACRO_FILE_REFUSED,
    NOT_A_SHEET_FILE,
    PAGE_NO_SHEET,
    SHEET_FILE_DAMAGED,
    PASSWORD_ON_FILE,
)
