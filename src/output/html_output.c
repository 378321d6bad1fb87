/* html_output.c - a readable brief of the reports as one page (docs/format-brief.md).
 *
 * Text is never markup: every byte of a record or a report passes through `escape`. The
 * direction of each piece is given by `dir` and <bdi>, so that Arabic and Latin words
 * stand in their places whatever stands beside them.
 */
#include "codes.h"
#include "evidence.h"
#include "occurrence.h"

static const char style[] =
    "body{font:17px/1.7 \"Noto Naskh Arabic\",\"Noto Sans Arabic\",\"Segoe UI\",Tahoma,"
    "sans-serif;max-width:60em;margin:0 auto;padding:1em 1.5em;color:#1b1b1b;"
    "background:#fff}\n"
    "article{border-top:3px solid #444;margin:2em 0;padding-top:.5em}\n"
    "h1{font-size:1.4em}h2{font-size:1.2em;margin:.3em 0}\n"
    ".about{color:#555;font-size:.85em}.about>*{margin-inline-end:1.2em}\n"
    ".frame{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-size:.85em;line-height:1.45;"
    "margin:.8em 0}\n"
    "th,td{border-bottom:1px solid #ccc;padding:.3em .5em;text-align:start;"
    "vertical-align:top}\n"
    "th{color:#555;font-weight:normal;white-space:nowrap}\n"
    ".date{white-space:nowrap}.word{color:#666}\n"
    ".tag{color:#7a3b00;font-size:.9em;white-space:nowrap}\n"
    ".caption{color:#555;font-size:.85em;border-inline-start:3px solid #ddd;"
    "padding-inline-start:.7em}\n"
    ".title{font-weight:bold}\n"
    "mark{background:none;color:inherit;border-radius:2px;padding:0 .1em}\n"
    "mark.trigger{background:#ffd54d;font-weight:bold}mark.actor{background:#ffd9d2}\n"
    "mark.recipient{background:#d3e4ff}mark.place{background:#d2f0d4}\n"
    "mark.date{background:#eadcff}mark.toll{box-shadow:inset 0 -2px #c00000}\n"
    "mark.claim{box-shadow:inset 0 -2px #1a56b0}\n"
    "sup a{text-decoration:none;color:#7a3b00;font:bold .75em sans-serif}\n"
    "@media print{body{font-size:11pt}article{break-inside:avoid-page}}\n";

/* What a byte of text becomes; NULL where it stays as it is. */
static const char *replacement(unsigned char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t':
    case '\n': return NULL;
    default: return c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
  }
}

static void escape(rasid_output *out, rasid_text text) {
  size_t from = 0;
  if (text.size == 0) return;
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c > 0x7F || (c >= 'A' && c <= 'z') || c == ' ') continue;
    const char *with = replacement(c);
    if (with == NULL) continue;
    output_put(out, text.data + from, i - from);
    output_string(out, with);
    from = i + 1;
  }
  output_put(out, text.data + from, text.size - from);
}

/* Words in their own direction, whatever stands around them. */
static void isolate(rasid_output *out, rasid_text text) {
  if (text.size == 0) return;
  output_print(out, "<bdi lang=\"%s\">", language_of(text));
  escape(out, text);
  output_string(out, "</bdi>");
}

static const char *word(const rasid_output *out, const char *key) {
  return format_word(key, out->options.arabic);
}

/* ---- the page ---- */

static void legend(rasid_output *out) {
  static const char *const keys[] = {"trigger", "actor", "recipient", "place",
                                     "date",    "toll",  "claim"};
  output_string(out, "<p class=\"about\">");
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    output_print(out, "<mark class=\"%s\">%s</mark> ", keys[i], word(out, keys[i]));
  output_string(out, "</p>\n");
}

void html_output_begin(rasid_output *out) {
  bool arabic = out->options.arabic;
  output_string(out, "<!DOCTYPE html>\n");
  output_print(out, "<html lang=\"%s\" dir=\"%s\">\n", arabic ? "ar" : "en",
               arabic ? "rtl" : "ltr");
  output_string(out,
                "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                "content=\"width=device-width, initial-scale=1\">\n");
  output_print(out, "<title>%s</title>\n<style>\n", word(out, "title"));
  output_string(out, style);
  output_print(out, "</style>\n</head>\n<body>\n<h1>%s</h1>\n", word(out, "title"));
  legend(out);
}

void html_output_end(rasid_output *out) {
  output_string(out, "</body>\n</html>\n");
}

/* ---- about a report ---- */

static bool is_web_address(rasid_text url) {
  return (url.size > 7 && memcmp(url.data, "http://", 7) == 0) ||
         (url.size > 8 && memcmp(url.data, "https://", 8) == 0);
}

static void about(rasid_output *out, const rasid_record_data *record) {
  output_string(out, "<p class=\"about\">");
  if (record->source.size > 0) {
    output_string(out, "<span>");
    isolate(out, record->source);
    output_string(out, "</span>");
  }
  if (record->published.size > 0) {
    output_print(out, "<span>%s ", word(out, "published"));
    isolate(out, record->published);
    output_string(out, "</span>");
  }
  if (is_web_address(record->url)) {
    output_string(out, "<a rel=\"nofollow noreferrer\" href=\"");
    escape(out, record->url);
    output_print(out, "\">%s</a>", word(out, "link"));
  }
  output_string(out, "<span>");
  isolate(out, record->id);
  output_string(out, "</span></p>\n");
}

/* ---- the table of events ---- */

static void cell(rasid_output *out, bool begins) {
  output_string(out, begins ? "<td>" : "</td>");
}

static void event_cell_of(rasid_output *out, const rasid_event_data *e) {
  cell(out, true);
  escape(out, text_of(event_cell(e, out->options.arabic ? EVENT_AR : EVENT_EN)));
  output_string(out, " <span class=\"word\">&laquo;");
  isolate(out, e->trigger.text);
  output_string(out, "&raquo;</span>");
  if (!is_actual(e)) {
    char status[32] = "";
    if (e->status.size > 0 && e->status.size < sizeof status)
      memcpy(status, e->status.data, e->status.size);
    output_print(out, " <span class=\"tag\">%s</span>", word(out, status));
  }
  if (e->same_as >= 0)
    output_print(out, " <span class=\"tag\">%s</span>", word(out, "same_as"));
  cell(out, false);
}

static void claim_cell(rasid_output *out, const rasid_record_data *record,
                       const rasid_claim_data *claim) {
  cell(out, true);
  if (claim->kind.data != NULL) brief_parties(out, record, &claim->who, 1, isolate);
  if (claim->anonymous)
    output_print(out, " <span class=\"tag\">%s</span>", word(out, "anonymous"));
  cell(out, false);
}

static void event_row(rasid_output *out, const occurrences *o,
                      const rasid_record_data *record, size_t i) {
  const rasid_event_data *e = &record->events[i];
  output_print(out, "<tr id=\"e%08x\">", event_anchor(e));
  output_print(out, "<td>%zu</td>", i + 1);
  event_cell_of(out, e);
  cell(out, true);
  brief_parties(out, record, e->actors, e->n_actors, isolate);
  output_string(out, "</td><td>");
  brief_parties(out, record, e->recipients, e->n_recipients, isolate);
  output_string(out, "</td><td>");
  brief_place(out, &e->place, isolate);
  output_string(out, "</td><td class=\"date\">");
  isolate(out, e->date.value);
  output_string(out, "</td><td>");
  for (uint32_t t = o->first_own[i]; t != 0; t = o->next_own[t - 1]) {
    if (t != o->first_own[i]) output_string(out, "<br>");
    brief_toll(out, &record->casualties[t - 1], escape);
  }
  cell(out, false);
  claim_cell(out, record, &e->claim);
  output_string(out, "</tr>\n");
}

static void event_table(rasid_output *out, const rasid_record_data *record) {
  static const char *const heads[] = {"category", "actor", "recipient", "place",
                                      "date",     "toll",  "claim"};
  const occurrences *o = occurrences_of(out, record);
  if (o == NULL) return;
  if (record->n_events == 0) {
    output_print(out, "<p>%s</p>\n", word(out, "no_events"));
    return;
  }
  output_string(out, "<div class=\"frame\"><table>\n<tr><th>#</th>");
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    output_print(out, "<th>%s</th>", word(out, heads[i]));
  output_string(out, "</tr>\n");
  for (size_t i = 0; i < record->n_events; i++) event_row(out, o, record, i);
  output_string(out, "</table></div>\n");
}

static void loose_tolls(rasid_output *out, const rasid_record_data *record) {
  bool any = false;
  for (size_t i = 0; i < record->n_casualties; i++) {
    if (record->casualties[i].event >= 0) continue;
    if (!any) output_print(out, "<p>%s: ", word(out, "loose"));
    if (any) brief_comma(out);
    any = true;
    brief_toll(out, &record->casualties[i], escape);
  }
  if (any) output_string(out, "</p>\n");
}

/* ---- the text ---- */

static void begin_mark(rasid_output *out, unsigned fields) {
  static const char *const names[N_EVIDENCE] = {"trigger", "actor", "recipient", "place",
                                                "date",    "claim", "toll"};
  const char *gap = "<mark class=\"";
  for (unsigned i = 0; i < N_EVIDENCE; i++) {
    if (!(fields >> i & 1)) continue;
    output_string(out, gap);
    output_string(out, names[i]);
    gap = " ";
  }
  output_string(out, "\">");
}

static void print_piece(rasid_output *out, const report *r, const piece *p) {
  switch (p->kind) {
    case PIECE_BEGIN_PARAGRAPH:
      output_string(out, "<p dir=\"auto\"");
      if (!text_is(p->part, "body"))
        output_string(
            out, text_is(p->part, "title") ? " class=\"title\"" : " class=\"caption\"");
      output_string(out, ">");
      break;
    case PIECE_END_PARAGRAPH: output_string(out, "</p>\n"); break;
    case PIECE_NUMBER:
      output_print(out, "<sup><a href=\"#e%08x\">%zu</a></sup>",
                   event_anchor(&r->data->events[p->event]), p->event + 1);
      break;
    case PIECE_WORDS:
      if (p->fields) begin_mark(out, p->fields);
      escape(out, p->text);
      if (p->fields) output_string(out, "</mark>");
      break;
  }
}

bool html_output_record(rasid_output *out, const report *r) {
  output_string(out, "<article>\n<h2 dir=\"auto\">");
  escape(out, r->data->title.size > 0 ? r->data->title : r->data->id);
  output_string(out, "</h2>\n");
  about(out, r->data);
  event_table(out, r->data);
  loose_tolls(out, r->data);
  bool fits = true;
  if (r->document != NULL)
    fits = evidence_print(out, r, print_piece);
  else
    output_print(out, "<p class=\"about\">%s</p>\n", word(out, "no_text"));
  output_string(out, "</article>\n");
  return fits;
}
