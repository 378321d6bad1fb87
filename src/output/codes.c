/* codes.c - lookups in the tables of other codebooks. */
#include "codes.h"

#include <stdio.h>

const char *event_cell(const rasid_event_data *e, int column) {
  char key[96];
  if (e->category.size == 0) return "";
  for (size_t i = 0; i < e->n_modes; i++)
    for (int with_code = 1; with_code >= 0; with_code--) {
      int n = snprintf(key, sizeof key, "%.*s/%.*s%s%.*s", (int)(e->category.size & 31),
                       e->category.data, (int)(e->modes[i].size & 31), e->modes[i].data,
                       with_code ? "/" : "", with_code ? (int)(e->cameo.size & 7) : 0,
                       e->cameo.data ? e->cameo.data : "");
      rasid_text text = {key, n > 0 ? (size_t)n : 0};
      if (format_has(TABLE_EVENT, text)) return format_cell(TABLE_EVENT, text, column);
    }
  return format_cell(TABLE_EVENT, e->category, column);
}

static bool is_general(rasid_text code) {
  return code.size == 3 && code.data[2] == '0';
}

rasid_text event_cameo(const rasid_event_data *e) {
  rasid_text known = text_of(event_cell(e, EVENT_CAMEO));
  if (!format_has(TABLE_CAMEO, e->cameo)) return known;
  bool same_root = known.size >= 2 && memcmp(known.data, e->cameo.data, 2) == 0;
  return is_general(e->cameo) && same_root && e->n_modes > 0 ? known : e->cameo;
}

const char *cameo_goldstein(rasid_text code) {
  return format_cell(TABLE_CAMEO, code, CAMEO_GOLDSTEIN);
}

const char *country_name(rasid_text code, bool arabic) {
  const char *name = format_cell(TABLE_COUNTRY, code, arabic ? COUNTRY_AR : COUNTRY_EN);
  return *name ? name : format_cell(TABLE_BODY, code, arabic ? BODY_AR : BODY_EN);
}

void output_party(rasid_output *output, const rasid_party_data *p, bool words_first) {
  if (words_first && p->span.text.size > 0) {
    output_text(output, p->span.text);
  } else if (p->label_en.size > 0) {
    output_text(output, p->label_en);
  } else if (p->name.size > 0) {
    output_text(output, p->name);
  } else if (p->country.size > 0 || p->sector.size > 0) {
    const char *country = country_name(p->country, false);
    const char *sector = format_cell(TABLE_SECTOR, p->sector, SECTOR_EN);
    output_string(output, sector);
    if (*sector && *country) output_string(output, " (");
    output_string(output, country);
    if (*sector && *country) output_string(output, ")");
  } else {
    output_text(output, p->span.text);
  }
}

party_side side_of(const rasid_party_data *p, bool recipient) {
  const char *side = format_cell(TABLE_SECTOR, p->sector, SECTOR_SIDE);
  if (p->sector.size == 0 && format_has(TABLE_COUNTRY, p->country))
    return recipient ? SIDE_CIVILIAN : SIDE_STATE;
  if (p->sector.size == 0 && text_is(p->country, "IMG")) return SIDE_ARMED;
  if (strcmp(side, "state") == 0) return SIDE_STATE;
  if (strcmp(side, "armed") == 0) return SIDE_ARMED;
  return strcmp(side, "civilian") == 0 ? SIDE_CIVILIAN : SIDE_NONE;
}

bool is_armed(const rasid_party_data *p, bool recipient) {
  if (p->sector.size == 0)
    return text_is(p->country, "IMG") ||
           (!recipient && format_has(TABLE_COUNTRY, p->country));
  return strcmp(format_cell(TABLE_SECTOR, p->sector, SECTOR_ARMED), "yes") == 0;
}
