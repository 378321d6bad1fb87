/* speech_english.c - who says what an English sentence tells: «…, X said», «X said that
 * …», «said X», «according to X».
 *
 * All of the sentence is credited but the speaker's own words and the word of speech,
 * as in «X said on Monday that …».
 */
#include "parse/parse.h"

#define REACH 10u /* tokens between a word of speech and its speaker */

typedef struct english_speaker {
  const morph_doc *d;
  const mention_doc *md;
  uint32_t first, end; /* tokens of the sentence */
} english_speaker;

static unsigned tag_of(const english_speaker *s, uint32_t i) {
  return morph_has(s->d, i) ? morph_tag(s->d, i) : TAG_NONE;
}

/* The party before the word of speech, or behind it («said the minister»); 0 none. */
static uint32_t speaker_of(const english_speaker *s, uint32_t verb, bool behind_only) {
  const token *tokens = s->d->text->tokens.items;
  for (uint32_t i = verb, n = 0; !behind_only && i > s->first && n < REACH; n++) {
    uint32_t index = s->md->entity_at[--i];
    if (index) return index;
    if (token_is_border(&tokens[i])) break;
  }
  for (uint32_t i = verb + 1, n = 0; i < s->end && n < 4; i++, n++) {
    if (s->md->entity_at[i]) return s->md->entity_at[i];
    if (token_is_border(&tokens[i]) || tag_of(s, i) == TAG_COMP_AN) break;
  }
  return 0;
}

static bool push(const english_speaker *s, parse_doc *pd, arena *a, uint32_t index,
                 uint32_t verb, uint32_t claimant, uint32_t kind, uint32_t from,
                 uint32_t to) {
  const entity *e = &s->md->entities.items[claimant - 1];
  speech *p = ARRAY_PUSH(a, &pd->speeches);
  if (!p) return false;
  *p = (speech){.sentence = index,
                .from = from,
                .to = to,
                .claimant = claimant,
                .first = e->first,
                .last = e->last,
                .start = e->start,
                .end = e->end,
                .kind = kind,
                .token = verb};
  return true;
}

bool english_speech(const morph_doc *d, const mention_doc *md, parse_doc *pd, arena *a,
                    uint32_t sentence_index) {
  const sentence *sent = &d->text->sentences.items[sentence_index];
  english_speaker s = {d, md, sent->first, sent->first + sent->n};
  for (uint32_t i = s.first; i < s.end; i++) {
    bool according = tag_of(&s, i) == TAG_PREP_HASAB, says = tag_of(&s, i) == TAG_EN_SAY;
    if (!according && !says) continue;
    uint32_t claimant = speaker_of(&s, i, according);
    if (!claimant) continue;
    const entity *e = &md->entities.items[claimant - 1];
    /* what he says stands behind the word of speech where anything does */
    bool opens = says && e->last <= i && i + 3 < s.end;
    uint32_t from = opens ? i + 1 : s.first;
    uint32_t to = opens || e->first <= s.first ? s.end : e->first < i ? e->first : i;
    if (from < to && !push(&s, pd, a, sentence_index, i, claimant,
                           according ? CLAIM_ACCORDING : CLAIM_SAID, from, to))
      return false;
    return true; /* one a sentence */
  }
  return true;
}
