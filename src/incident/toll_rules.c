/* toll_rules.c - from the figures that reports state to one toll, by named rules.
 *
 * Each rule is a pure function of the claims; docs/incidents.md says where it comes from.
 */
#include "base/base.h"

const char *rasid_toll_rule_name(rasid_toll_rule rule) {
  static const char *const names[] = {"bounds", "conservative", "ucdp",
                                      "latest-official"};
  return (unsigned)rule < RASID_N_TOLL_RULES ? names[rule] : NULL;
}

bool rasid_toll_rule_by_name(const char *name, rasid_toll_rule *rule) {
  for (unsigned i = 0; i < RASID_N_TOLL_RULES; i++) {
    if (strcmp(name, rasid_toll_rule_name((rasid_toll_rule)i)) != 0) continue;
    *rule = (rasid_toll_rule)i;
    return true;
  }
  return false;
}

/* Whom a claim is credited to: a state's or health body's word is official. */
static bool official(const rasid_incident_claim *c) {
  static const char *const sectors[] = {"GOV", "MIL", "COP", "JUD", "HLH", "MED"};
  for (unsigned i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (!strcmp(c->sector, sectors[i])) return true;
  return !strcmp(c->country, "UNO");
}

/* How far a claim is believed (UCDP's codebook: independent bodies and officials before
 * parties to the fight, named before unnamed). */
static int credibility(const rasid_incident_claim *c) {
  if (!strcmp(c->country, "UNO") || !strcmp(c->country, "NGO") ||
      !strcmp(c->sector, "HLH") || !strcmp(c->sector, "MED"))
    return 4;
  if (!strcmp(c->sector, "REB") || !strcmp(c->sector, "UAF")) return 0;
  if (official(c)) return c->anonymous ? 2 : 3;
  return c->claimant.data ? 1 : 2; /* the report's own voice before a bystander's */
}

/* Is `a` published after `b`? Dates are ISO, so that letters compare as days do. */
static bool later(const rasid_incident_claim *a, const rasid_incident_claim *b) {
  size_t n =
      a->published.size < b->published.size ? a->published.size : b->published.size;
  int order = n ? memcmp(a->published.data, b->published.data, n) : 0;
  return order > 0 || (order == 0 && a->low > b->low);
}

/* The figure taken for the best where one is chosen: what is stated, else the low bound.
 */
static rasid_toll of_claim(const rasid_incident_claim *c) {
  return (rasid_toll){c->low, c->low, c->high};
}

static void widen(rasid_toll *t, const rasid_incident_claim *c) {
  if (t->low < 0 || c->low < t->low) t->low = c->low;
  if (t->best < 0)
    t->high = c->high;
  else if (t->high >= 0 && (c->high < 0 || c->high > t->high))
    t->high = c->high;
  if (c->low > t->best) t->best = c->low;
}

/* Vague words have the lowest figure of their kind (ACLED: tens 10, dozens 12, hundreds
 * 100), which is not the codebook's bound for tens. */
static int64_t conservative_low(const rasid_incident_claim *c) {
  bool vague_tens = c->low == 20 && c->high == 99;
  return vague_tens ? 12 : c->low;
}

rasid_toll rasid_incident_toll(const rasid_incident_claim *claims, size_t n,
                               const char *kind, rasid_toll_rule rule) {
  rasid_toll all = {-1, -1, -1};
  const rasid_incident_claim *chosen = NULL;
  for (size_t i = 0; i < n; i++) {
    const rasid_incident_claim *c = &claims[i];
    if (strcmp(c->kind, kind) != 0) continue;
    widen(&all, c);
    bool better = !chosen;
    if (rule == RASID_TOLL_CONSERVATIVE)
      better |= chosen && conservative_low(c) < conservative_low(chosen);
    if (rule == RASID_TOLL_UCDP)
      better |= chosen && (credibility(c) > credibility(chosen) ||
                           (credibility(c) == credibility(chosen) && later(c, chosen)));
    if (rule == RASID_TOLL_LATEST_OFFICIAL) {
      if (!official(c)) continue;
      better |= chosen && later(c, chosen);
    }
    if (better) chosen = c;
  }
  if (rule == RASID_TOLL_BOUNDS || all.low < 0) return all;
  if (!chosen) return (rasid_toll){-1, -1, -1};
  if (rule == RASID_TOLL_CONSERVATIVE)
    return (rasid_toll){conservative_low(chosen), conservative_low(chosen), all.high};
  if (rule == RASID_TOLL_LATEST_OFFICIAL) return of_claim(chosen);
  return (rasid_toll){all.low, chosen->low, all.high};
}
