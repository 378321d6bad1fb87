#!/usr/bin/env python3
"""Write src/input/charsets.inc: the upper halves of the single-byte encodings of Arabic.

    make_charsets.py > src/input/charsets.inc

The mappings are those of the Unicode Consortium (MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1256.TXT and CP1252.TXT,
MAPPINGS/ISO8859/8859-6.TXT, MAPPINGS/VENDORS/APPLE/ARABIC.TXT; Unicode licence), which Python's codecs were made from.
Apple's table gives right-to-left twins of ASCII marks (0xA0-0xBF); they become the plain marks. 0 is no character.
"""
CODECS = (("WINDOWS_1256", "cp1256"), ("ISO_8859_6", "iso8859_6"), ("MAC_ARABIC", "mac_arabic"), ("WINDOWS_1252", "cp1252"))


def upper_half(codec):
    for byte in range(0x80, 0x100):
        try:
            yield ord(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            yield 0


def main():
    print("/* charsets.inc - written by tools/make_charsets.py; do not edit. */")
    for name, codec in CODECS:
        points = [f"0x{point:04X}" for point in upper_half(codec)]
        print(f"[CHARSET_{name}] = {{")
        for at in range(0, 128, 8):
            print("  " + ", ".join(points[at:at + 8]) + ",")
        print("},")


if __name__ == "__main__":
    main()
