/* names.c - the closed lists of names (categories, modes, tags, …) and their numbers. */
#include <ctype.h>

#include "model/model.h"

static const char *const CATEGORIES[N_CATEGORIES] = {
    "AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
static const char *const STATUSES[N_STATUS] = {"actual",  "negated",      "denied",
                                               "planned", "hypothetical", "historical"};
#define MODE(name, text) text,
static const char *const MODES[N_MODES] = {
#include "model/tables.inc"
};
#undef MODE
#define TAG(name) #name,
static const char *const TAGS[N_TAGS] = {
    "none",
#include "model/tags.inc"
};
#undef TAG
#define CLASS(name) #name,
static const char *const CLASSES[N_CLASSES] = {
#include "model/tags.inc"
};
#undef CLASS
static const char *const POS[N_POS] = {
    "unknown", "noun", "name",     "adj",    "nisba", "verb",   "part_act", "part_pass",
    "masdar",  "num",  "prep",     "conj",   "sub",   "rel",    "dem",      "pron",
    "part",    "adv",  "interrog", "interj", "time",  "foreign"};
static const char *const KINDS[N_KINDS] = {
    "none",   "person",   "group",    "org",    "place",    "facility",
    "weapon", "vehicle",  "event",    "time",   "quantity", "body",
    "object", "abstract", "document", "animal", "money"};

static const char *name_at(const char *const *names, unsigned n, unsigned i) {
  return i < n ? names[i] : "";
}

static bool same(const char *a, const char *b, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (!a[i] || tolower((unsigned char)a[i]) != tolower((unsigned char)b[i]))
      return false;
  return a[size] == '\0';
}

static int find(const char *const *names, unsigned n, const char *name, size_t size) {
  for (unsigned i = 0; i < n; i++)
    if (same(names[i], name, size)) return (int)i;
  return -1;
}

const char *category_name(unsigned i) {
  return name_at(CATEGORIES, N_CATEGORIES, i);
}
const char *mode_name(unsigned i) {
  return name_at(MODES, N_MODES, i);
}
const char *status_name(unsigned i) {
  return name_at(STATUSES, N_STATUS, i);
}
const char *pos_name(unsigned i) {
  return name_at(POS, N_POS, i);
}
const char *tag_name(unsigned i) {
  return name_at(TAGS, N_TAGS, i);
}
const char *class_name(unsigned i) {
  return name_at(CLASSES, N_CLASSES, i);
}

int category_of_name(const char *s, size_t n) {
  return find(CATEGORIES, N_CATEGORIES, s, n);
}
int mode_of_name(const char *s, size_t n) {
  return find(MODES, N_MODES, s, n);
}
int status_of_name(const char *s, size_t n) {
  return find(STATUSES, N_STATUS, s, n);
}
int tag_of_name(const char *s, size_t n) {
  return find(TAGS, N_TAGS, s, n);
}
int class_of_name(const char *s, size_t n) {
  return find(CLASSES, N_CLASSES, s, n);
}
int kind_of_name(const char *s, size_t n) {
  return find(KINDS, N_KINDS, s, n);
}

uint32_t code_pack(const char *text, size_t size) {
  uint32_t code = 0;
  for (size_t i = 0; i < 3; i++)
    code = code << 8 | (i < size ? (unsigned char)text[i] : 0u);
  return code;
}

const char *code_text(uint32_t code, char out[4]) {
  out[0] = (char)(code >> 16 & 255u);
  out[1] = (char)(code >> 8 & 255u);
  out[2] = (char)(code & 255u);
  out[3] = '\0';
  return out;
}
