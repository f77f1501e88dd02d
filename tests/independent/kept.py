"""Great Britain as the repository holds it: `data/geography/README.md` says how the files are laid out."""

import csv
import struct
from pathlib import Path

from country import Country, read_towns

HEADER = b"LINTEL MAP 1\n"
UNLOCATED, LETTERS, NO_WARD = 0x8000, 0x3FFF, 255
TAIL = [chr(65 + number // 26) + chr(65 + number % 26) for number in range(26 * 26)]


def kept(folder):
    """The country from a folder of one file a postcode area."""
    folder, country = Path(folder), Country()
    wards_district = {"": ""}
    with open(folder / "names.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = country.ward_names if row["district"] else country.district_names
            names[row["code"]] = row["name"]
            wards_district[row["code"]] = row["district"]
    for path in sorted(folder.glob("*.map")):
        read_area(country, path.read_bytes(), wards_district)
    country.towns = read_towns(folder / "towns.csv")
    return country.finish()


def read_area(country, content, wards_district):
    if not content.startswith(HEADER):
        raise ValueError("this is no map")
    at = len(HEADER)
    (count,) = struct.unpack_from("<H", content, at)
    at += 2
    wards = [content[at + 9 * n: at + 9 * n + 9].decode() for n in range(count)]
    at += 9 * count
    (count,) = struct.unpack_from("<H", content, at)
    at += 2
    sectors = [struct.unpack_from("<7sHiiB", content, at + 18 * n) for n in range(count)]
    at += 18 * count
    for name, postcodes, east, north, width in sectors:
        start = name.decode().replace(" ", "")
        one = struct.Struct("<HB" + ("HH" if width == 2 else "II"))
        for letters, ward, across, up in one.iter_unpack(content[at: at + one.size * postcodes]):
            code = wards[ward] if ward != NO_WARD else ""
            point = None if letters & UNLOCATED else (east + across, north + up)
            country.add(start + TAIL[letters & LETTERS], point, wards_district.get(code, ""), code)
        at += one.size * postcodes
