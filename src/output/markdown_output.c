/* markdown_output.c - the brief as Markdown (docs/format-brief.md): CommonMark, with the
 * tables of GitHub and a few tags of HTML for what Markdown has no sign for.
 */
#include "codes.h"
#include "evidence.h"
#include "occurrence.h"

static const char *word(const rasid_output *out, const char *key) {
  return format_word(key, out->options.arabic);
}

/* What begins a heading, a list, a quotation or a rule at the start of a line: the place
 * of the sign to be escaped, else the text's size. */
static size_t line_sign(rasid_text text) {
  size_t i = 0;
  if (text.size > 0 && text.data[0] != '\0' && strchr("#+-=>:", text.data[0]) != NULL)
    return 0;
  while (i < text.size && text.data[i] >= '0' && text.data[i] <= '9') i++;
  return i > 0 && i < text.size && (text.data[i] == '.' || text.data[i] == ')')
             ? i
             : text.size;
}

/* Text as text: what Markdown or HTML would take for a sign gets a backslash or becomes
 * an entity, and control characters become blanks. */
static void escape(rasid_output *out, rasid_text text) {
  bool starts = out->size > 0 && out->data[out->size - 1] == '\n';
  while (starts && text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
    text = (rasid_text){text.data + 1, text.size - 1}; /* four would be code */
  if (text.size == 0) return;
  size_t from = 0, first = starts ? line_sign(text) : text.size;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if ((c > 0x7F || c == ' ' || (c >= 'a' && c <= 'z')) && i != first) continue;
    bool sign = (c != '\0' && strchr("\\`*_{}[]|~$", (int)c) != NULL) || i == first;
    bool entity = c == '<' || c == '>' || c == '&', blank = c < 0x20 || c == 0x7F;
    if (!sign && !entity && !blank) continue;
    output_put(out, text.data + from, i - from);
    from = i + (entity || blank);
    if (entity) output_string(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
    if (blank) output_string(out, " ");
    if (sign && !entity) output_string(out, "\\");
  }
  output_put(out, text.data + from, text.size - from);
}

/* Text in the direction of its own letters. */
static void isolate(rasid_output *out, rasid_text text) {
  if (text.size == 0) return;
  output_string(out, "<bdi>");
  escape(out, text);
  output_string(out, "</bdi>");
}

/* A frame for what reads from right to left, since Markdown cannot say so. */
static void frame(rasid_output *out, bool needed, bool begins) {
  if (needed) output_string(out, begins ? "<div dir=\"rtl\">\n\n" : "</div>\n\n");
}

void markdown_output_begin(rasid_output *out) {
  frame(out, out->options.arabic, true);
  output_print(out, "# %s\n\n", word(out, "title"));
  frame(out, out->options.arabic, false);
}

static void about(rasid_output *out, const rasid_record_data *record) {
  const char *gap = "";
  if (record->source.size > 0) {
    isolate(out, record->source);
    gap = " \xC2\xB7 "; /* middle dot */
  }
  if (record->published.size > 0) {
    output_print(out, "%s%s ", gap, word(out, "published"));
    isolate(out, record->published);
    gap = " \xC2\xB7 ";
  }
  output_string(out, gap);
  isolate(out, record->id);
  if (record->url.size > 0) {
    output_string(out, " \xC2\xB7 ");
    isolate(out, record->url);
  }
  output_string(out, "\n\n");
}

static void event_row(rasid_output *out, const occurrences *o,
                      const rasid_record_data *record, size_t i) {
  const rasid_event_data *e = &record->events[i];
  output_print(out, "| %zu | ", i + 1);
  escape(out, text_of(event_cell(e, out->options.arabic ? EVENT_AR : EVENT_EN)));
  output_string(out, " &laquo;");
  isolate(out, e->trigger.text);
  output_string(out, "&raquo;");
  if (!is_actual(e)) {
    char status[32] = "";
    if (e->status.size > 0 && e->status.size < sizeof status)
      memcpy(status, e->status.data, e->status.size);
    output_print(out, " (%s)", word(out, status));
  }
  if (e->same_as >= 0) output_print(out, " (%s)", word(out, "same_as"));
  output_string(out, " | ");
  brief_parties(out, record, e->actors, e->n_actors, isolate);
  output_string(out, " | ");
  brief_parties(out, record, e->recipients, e->n_recipients, isolate);
  output_string(out, " | ");
  brief_place(out, &e->place, isolate);
  output_string(out, " | ");
  isolate(out, e->date.value);
  output_string(out, " | ");
  for (uint32_t t = o->first_own[i]; t != 0; t = o->next_own[t - 1]) {
    if (t != o->first_own[i]) output_string(out, "<br>");
    brief_toll(out, &record->casualties[t - 1], escape);
  }
  output_string(out, " | ");
  if (e->claim.kind.data != NULL) brief_parties(out, record, &e->claim.who, 1, isolate);
  output_string(out, " |\n");
}

static void event_table(rasid_output *out, const rasid_record_data *record) {
  static const char *const heads[] = {"category", "actor", "recipient", "place",
                                      "date",     "toll",  "claim"};
  enum { N = sizeof heads / sizeof *heads };
  const occurrences *o = occurrences_of(out, record);
  if (o == NULL) return;
  if (record->n_events == 0) {
    output_print(out, "%s\n\n", word(out, "no_events"));
    return;
  }
  output_string(out, "| # |");
  for (size_t i = 0; i < N; i++) output_print(out, " %s |", word(out, heads[i]));
  output_string(out, "\n| --- |");
  for (size_t i = 0; i < N; i++) output_string(out, " --- |");
  output_string(out, "\n");
  for (size_t i = 0; i < record->n_events; i++) event_row(out, o, record, i);
  output_string(out, "\n");
}

static void loose_tolls(rasid_output *out, const rasid_record_data *record) {
  bool any = false;
  for (size_t i = 0; i < record->n_casualties; i++) {
    if (record->casualties[i].event >= 0) continue;
    if (!any) output_print(out, "%s: ", word(out, "loose"));
    if (any) brief_comma(out);
    any = true;
    brief_toll(out, &record->casualties[i], escape);
  }
  if (any) output_string(out, "\n\n");
}

/* Evidence is strong; where the words do the event stands its number. */
static void print_piece(rasid_output *out, const report *r, const piece *p) {
  (void)r;
  switch (p->kind) {
    case PIECE_BEGIN_PARAGRAPH: break;
    case PIECE_END_PARAGRAPH: output_string(out, "\n\n"); break;
    case PIECE_NUMBER: output_print(out, "<sup>%zu</sup>", p->event + 1); break;
    case PIECE_WORDS:
      if (p->fields) output_string(out, "<strong>");
      escape(out, p->text);
      if (p->fields) output_string(out, "</strong>");
      break;
  }
}

static bool is_right_to_left(const report *r) {
  return r->data->language.data == NULL || text_is(r->data->language, "ar");
}

bool markdown_output_record(rasid_output *out, const report *r) {
  bool fits = true, arabic = out->options.arabic;
  frame(out, arabic, true);
  output_string(out, "## ");
  isolate(out, r->data->title.size > 0 ? r->data->title : r->data->id);
  output_string(out, "\n\n");
  about(out, r->data);
  event_table(out, r->data);
  loose_tolls(out, r->data);
  if (r->document == NULL) output_print(out, "%s\n\n", word(out, "no_text"));
  frame(out, arabic, false);
  if (r->document == NULL) return true;
  frame(out, is_right_to_left(r), true);
  fits = evidence_print(out, r, print_piece);
  frame(out, is_right_to_left(r), false);
  return fits;
}
