/* gazetteer_rows.c - one line of GeoNames' dump, of its alternate names, or of a table of
 * Who's On First, and which of Rasid's classes a feature is. */
#include <math.h>
#include <stdlib.h>

#include "model/gazetteer.h"

#define MAX_FIELDS 20
static const char TABLE_HEADER[] =
    "id\tname_ar\tvariants\tname_en\tlat\tlon\tcountry\tadmin1\tadmin2\tfeature\t"
    "population\tsource";

static unsigned split(rasid_text line, rasid_text fields[MAX_FIELDS]) {
  unsigned n = 0;
  for (;;) {
    const char *tab = line.size ? memchr(line.data, '\t', line.size) : NULL;
    size_t size = tab ? (size_t)(tab - line.data) : line.size;
    if (n < MAX_FIELDS) fields[n] = (rasid_text){line.data, size};
    n++;
    if (!tab) return n;
    line = (rasid_text){tab + 1, line.size - size - 1};
  }
}

static bool whole_number(rasid_text t, uint64_t limit, uint32_t *number) {
  uint64_t value = 0;
  if (!t.size) return false;
  for (size_t i = 0; i < t.size; i++) {
    if (t.data[i] < '0' || t.data[i] > '9') return false;
    value = value * 10 + (uint64_t)(t.data[i] - '0');
    if (value > limit) return false;
  }
  *number = (uint32_t)value;
  return true;
}

static bool degrees(rasid_text t, double limit, double *value) {
  char number[40], *end;
  if (!t.size || t.size >= sizeof number) return false;
  memcpy(number, t.data, t.size);
  number[t.size] = '\0';
  *value = strtod(number, &end);
  return !*end && fabs(*value) <= limit;
}

enum gazetteer_format gazetteer_format_of(rasid_text line) {
  rasid_text f[MAX_FIELDS];
  uint32_t id;
  double degree;
  if (text_is(line, TABLE_HEADER)) return GAZETTEER_TABLE;
  unsigned n = split(line, f);
  if (n == 19 && whole_number(f[0], UINT32_MAX, &id) && degrees(f[4], 90, &degree) &&
      degrees(f[5], 180, &degree))
    return GAZETTEER_GEONAMES;
  if ((n == 8 || n == 10) && whole_number(f[0], UINT32_MAX, &id) &&
      whole_number(f[1], UINT32_MAX, &id))
    return GAZETTEER_ALTERNATES;
  return GAZETTEER_UNKNOWN;
}

const char *gazetteer_format_name(enum gazetteer_format format) {
  static const char *const NAMES[N_GAZETTEER_FORMATS] = {
      "unknown", "GeoNames", "GeoNames alternate names", "table"};
  return NAMES[format];
}

/* ---- features ---- */

enum { FEATURE_NOT_TAKEN = 255 };

static bool is_one_of(rasid_text code, const char *list) {
  for (const char *at = list; *at;) {
    size_t n = strcspn(at, " ");
    if (n == code.size && !memcmp(at, code.data, n)) return true;
    at += n + (at[n] == ' ');
  }
  return false;
}

/* Codes of GeoNames. Countries are in countries.tsv; roads, farms, hotels, springs and
 * what is under the sea or no more are not taken: news names none of them as the place of
 * an event. */
static unsigned class_of_code(char class, rasid_text code) {
  switch (class) {
    case 'P':
      return is_one_of(code, "PPLH PPLCH PPLQ PPLW") ? FEATURE_NOT_TAKEN
                                                     : (unsigned)PLACE_TOWN;
    case 'A':
      if (is_one_of(code, "ADM1")) return PLACE_ADMIN1;
      if (is_one_of(code, "ADM2 ADM3 ADM4 ADM5 ADMD")) return PLACE_ADMIN2;
      return is_one_of(code, "TERR ZN ZNB LTER PRSH") ? (unsigned)PLACE_REGION
                                                      : FEATURE_NOT_TAKEN;
    case 'L':
      if (is_one_of(code, "RGN RGNE RGNL AREA CST COLF LCTY CONT")) return PLACE_REGION;
      return is_one_of(code, "MILB MVA NVB INDS OILF GASF MNA PRT BTL PRK RES")
                 ? (unsigned)PLACE_POINT
                 : FEATURE_NOT_TAKEN;
    case 'H':
      if (is_one_of(code, "SEA GULF STRT OCN BAY CHN LK LKS RSV WAD STM CNL"))
        return PLACE_REGION;
      return is_one_of(code, "HBR ANCH FLLS OAS") ? (unsigned)PLACE_POINT
                                                  : FEATURE_NOT_TAKEN;
    case 'T':
      if (is_one_of(code, "MTS ISL ISLS PEN DSRT PLN VAL PLAT ISTH UPLD DLTA OAS"))
        return PLACE_REGION;
      return is_one_of(code, "MT PK HLL PASS VLC CAPE GAP") ? (unsigned)PLACE_POINT
                                                            : FEATURE_NOT_TAKEN;
    case 'S':
      return is_one_of(code, "FRM FRMS FRMQ RSTN RSTP HSE HSEC HTL SHOP STNM WTRW")
                 ? FEATURE_NOT_TAKEN
                 : (unsigned)PLACE_POINT;
    default: return FEATURE_NOT_TAKEN;
  }
}

/* Placetypes of Who's On First, or codes of GeoNames. */
static unsigned class_of_feature(rasid_text t) {
  static const struct {
    const char *name;
    unsigned class;
  } TYPES[] = {{"locality", PLACE_TOWN},     {"neighbourhood", PLACE_TOWN},
               {"microhood", PLACE_TOWN},    {"macrohood", PLACE_TOWN},
               {"borough", PLACE_TOWN},      {"county", PLACE_ADMIN2},
               {"localadmin", PLACE_ADMIN2}, {"macrocounty", PLACE_ADMIN2},
               {"region", PLACE_ADMIN1},     {"macroregion", PLACE_REGION},
               {"marinearea", PLACE_REGION}, {"campus", PLACE_POINT},
               {"venue", PLACE_POINT}};
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
    if (text_is(t, TYPES[i].name)) return TYPES[i].class;
  if (t.size >= 3 && !memcmp(t.data, "PPL", 3)) return class_of_code('P', t);
  if (t.size >= 3 && !memcmp(t.data, "ADM", 3)) return class_of_code('A', t);
  return FEATURE_NOT_TAKEN;
}

/* ---- rows ---- */

/* The code by an ISO 3166 alpha-2 code; Western Sahara is Morocco in these dictionaries.
 * 0: not in countries.tsv. */
static uint32_t country_of(const builder *b, rasid_text iso2) {
  if (text_is(iso2, "EH")) iso2 = (rasid_text){"MA", 2};
  if (iso2.size != 2) return 0;
  uint32_t i = pair_map_get(&b->iso2_map, code_pack(iso2.data, 2), 0);
  return i < b->countries.n ? b->countries.items[i].code : 0;
}

static const char *read_fields(const builder *b, gazetteer_row *row, rasid_text lat,
                               rasid_text lon, rasid_text people, rasid_text iso2,
                               unsigned class, rasid_skip *skip) {
  if (!degrees(lat, 90, &row->lat)) return "the latitude is no number from -90 to 90";
  if (!degrees(lon, 180, &row->lon)) return "the longitude is no number from -180 to 180";
  row->population = 0;
  if (people.size && !whole_number(people, UINT32_MAX, &row->population))
    return "the population is no whole number";
  *skip = RASID_SKIP_FEATURE;
  if (class == FEATURE_NOT_TAKEN) return "";
  row->place_class = (uint8_t) class;
  *skip = RASID_SKIP_COUNTRY;
  row->country = country_of(b, iso2);
  if (iso2.size && !row->country) return "";
  if (!iso2.size && class != PLACE_REGION) return "";
  return NULL;
}

static const char *read_geonames(const builder *b, rasid_text line, gazetteer_row *row,
                                 rasid_skip *skip) {
  rasid_text f[MAX_FIELDS];
  if (split(line, f) != 19) return "a row of GeoNames has 19 fields parted by tabs";
  if (!whole_number(f[0], GAZETTEER_MAX_ID - 1, &row->id) || !row->id)
    return "the first field is no GeoNames id";
  row->english = f[2].size ? f[2] : f[1];
  row->unit = f[10];
  row->names = (rasid_text){NULL, 0};
  row->seat = is_one_of(f[7], "PPLC PPLA");
  unsigned class =
      f[6].size == 1 ? class_of_code(f[6].data[0], f[7]) : (unsigned)FEATURE_NOT_TAKEN;
  return read_fields(b, row, f[4], f[5], f[14], f[8], class, skip);
}

/* The id of GeoNames among "wof:421179641;gn:292968". */
static uint32_t geonames_id(rasid_text ids) {
  rasid_text piece;
  uint32_t id;
  while (text_split(&ids, ';', &piece))
    if (piece.size > 3 && !memcmp(piece.data, "gn:", 3) &&
        whole_number((rasid_text){piece.data + 3, piece.size - 3}, GAZETTEER_MAX_ID - 1,
                     &id))
      return id;
  return 0;
}

static const char *read_table(const builder *b, rasid_text line, gazetteer_row *row,
                              rasid_skip *skip) {
  rasid_text f[MAX_FIELDS];
  if (split(line, f) != 12) return "a row of this table has 12 fields parted by tabs";
  if (!f[0].size) return "the id is empty: write wof: or gn: and a number";
  row->id = geonames_id(f[0]);
  row->names = f[1];
  row->english = f[3];
  row->unit = f[7];
  row->seat = is_one_of(f[9], "PPLC PPLA");
  return read_fields(b, row, f[4], f[5], f[10], f[6], class_of_feature(f[9]), skip);
}

const char *gazetteer_row_read(const builder *b, enum gazetteer_format format,
                               rasid_text line, gazetteer_row *row, rasid_skip *skip) {
  return format == GAZETTEER_GEONAMES ? read_geonames(b, line, row, skip)
                                      : read_table(b, line, row, skip);
}

const char *gazetteer_alternate_read(rasid_text line, uint32_t *id, rasid_text *name,
                                     bool *preferred, rasid_skip *skip) {
  rasid_text f[MAX_FIELDS];
  unsigned n = split(line, f);
  if (n != 8 && n != 10) return "a row of alternate names has 10 fields parted by tabs";
  *skip = RASID_SKIP_LANGUAGE;
  if (!text_is(f[2], "ar") || text_is(f[6], "1") || text_is(f[7], "1")) return "";
  if (!whole_number(f[1], GAZETTEER_MAX_ID - 1, id) || !*id)
    return "the second field is no GeoNames id";
  *name = f[3];
  *preferred = text_is(f[4], "1");
  return NULL;
}

/* ---- units ---- */

static bool ends_with(rasid_text t, const char *end) {
  size_t n = strlen(end);
  return t.size > n + 2 && !memcmp(t.data + t.size - n, end, n);
}

rasid_text unit_name_short(rasid_text name) {
  static const char *const ENDS[] = {
      " Governorate",  " Province", " Prefecture", " Oblast",     " Region", " State",
      " Krai",         " County",   " Department", " District",   " Canton", " Emirate",
      " Municipality", " Wilaya",   " Parish",     " Voivodeship"};
  static const char *const STARTS[] = {"Muhafazat ",  "Wilayat ",       "Province of ",
                                       "Region of ",  "State of ",      "Governorate of ",
                                       "Emirate of ", "Department of ", "Canton of "};
  for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
    size_t n = strlen(STARTS[i]);
    if (name.size > n + 2 && !memcmp(name.data, STARTS[i], n))
      return (rasid_text){name.data + n, name.size - n};
  }
  for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
    if (ends_with(name, ENDS[i]))
      return (rasid_text){name.data, name.size - strlen(ENDS[i])};
  return name;
}
