/* io.h - readers that yield documents and writers that print records: the interface of
 * librasid-io.
 *
 * Reading comes in two steps, so that the expensive one can run in many threads. A
 * `rasid_source` walks over files, folders and standard input and cuts them into raw
 * `rasid_piece`s (a whole text file, one line of JSON); opening a piece parses it into
 * the `rasid_document` that rasid_code takes. What cannot be read is a complaint with the
 * name and the line, never a failure: the source goes on with the next piece.
 *
 * The conventions of rasid.h hold here too. A source belongs to one thread at a time, and
 * so does a piece; different pieces may be opened in different threads at once. Files are
 * read, nothing is printed, nothing is written.
 */
#ifndef RASID_IO_H
#define RASID_IO_H

#include <rasid/rasid.h>
#include <rasid/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- reading
 * ----------------------------------------------------------------------------------------------------
 */

/* Under which keys a JSON object holds the parts of a document. Each is NUL-terminated
 * and never NULL. */
typedef struct rasid_field_names {
  const char *id, *title, *text, *published, *source, *url, *captions;
} rasid_field_names;

/* What a file is. */
typedef enum rasid_input_format {
  RASID_INPUT_AUTO = 0, /* told by its first bytes and its name */
  RASID_INPUT_TEXT,     /* one report as plain text */
  RASID_INPUT_HTML,     /* one page */
  RASID_INPUT_JSON,     /* a list of objects, or objects one behind the other */
  RASID_INPUT_JSONL,    /* an object on each line */
  RASID_INPUT_CSV,      /* a table with a header; parted by commas or semicolons */
  RASID_INPUT_TSV,      /* the same, parted by tabs */
  RASID_INPUT_FEED,     /* RSS, RDF or Atom */
  RASID_INPUT_WARC      /* an archive of the web */
} rasid_input_format;

/* The format called `name` ("auto", "text", "html", "json", "jsonl", "csv", "tsv",
 * "feed", "warc"); false where there is none. */
bool rasid_input_format_by_name(const char *name, rasid_input_format *format);

/* Options of a source. Fill with rasid_source_options_init, then change what you need;
 * strings are borrowed for the life of the source and of its pieces. */
typedef struct rasid_source_options {
  size_t struct_size;
  rasid_field_names fields; /* default: the names of the members */
  const char *published;    /* ISO date of documents that bring none; NULL = none */
  size_t max_piece_bytes; /* longer files and lines are complained of and skipped; default
                             256 MiB */
  rasid_input_format format; /* of every file; default RASID_INPUT_AUTO */
} rasid_source_options;

void rasid_source_options_init(rasid_source_options *options);

/* Renames one field: `name` is one of the members of rasid_field_names, `key` the key to
 * read it from (borrowed). False where there is no such name. */
bool rasid_field_names_set(rasid_field_names *fields, const char *name, size_t name_size,
                           const char *key);

/* A row of inputs. */
typedef struct rasid_source rasid_source;

/* Makes a source over `n` paths, read in this order: a file, a folder (every file below
 * it that is not hidden and can hold reports, sorted by path; links to folders are not
 * followed), or "-" for standard input. Files may be compressed by gzip or Zstandard, and
 * in any encoding. What a file is is told by its first bytes: pages and feeds by their
 * tags, archives of the web by their version, lines of JSON and lists of objects by their
 * brackets, tables by the name of the text's or title's column in the first line; where
 * these leave it open, by its extension; any other file is one report as plain text.
 * Nothing is opened yet. RASID_ERROR_MEMORY. Close with rasid_source_close. */
rasid_status rasid_source_open(const char *const *paths, size_t n,
                               const rasid_source_options *options, rasid_source **source,
                               rasid_error *error);
void rasid_source_close(rasid_source *source);

/* One raw document or complaint; holds its own bytes, and refers to the options of the
 * source that filled it, which must be alive when the piece is opened. */
typedef struct rasid_piece rasid_piece;

/* Makes an empty piece, to be filled again and again; free with rasid_piece_free. NULL
 * when out of memory. */
rasid_piece *rasid_piece_new(void);
void rasid_piece_free(rasid_piece *piece);

/* Puts the next raw document into `piece` (what it held is gone); false at the end. */
bool rasid_source_next(rasid_source *source, rasid_piece *piece);

/* Whether the next call of rasid_source_next will return without waiting for input. */
bool rasid_source_ready(const rasid_source *source);

/* Bytes taken from the inputs so far. */
uint64_t rasid_source_bytes(const rasid_source *source);

/* Bytes of all inputs together, found by looking at every file; 0 where one of them has
 * no known size. */
uint64_t rasid_source_total_bytes(const rasid_source *source);

/* What opening a piece came to. */
typedef enum rasid_opened {
  RASID_OPENED_DOCUMENT = 0, /* `document` is filled */
  RASID_OPENED_EMPTY,        /* `document` is filled and has neither title nor text */
  RASID_OPENED_BAD           /* nothing to code: `rasid_piece_complaint` says why */
} rasid_opened;

/* Parses a piece, which may be done once for each filling: strings are decoded where they
 * lie. The texts of `document` are valid until the piece is filled again or freed. A
 * document without an id gets its address where it comes from an archive, else the file's
 * name, or "file:line" where it stood on a line. */
rasid_opened rasid_piece_open(rasid_piece *piece, rasid_document *document);

/* "file: what" or "file:line:column: what" of a piece that is empty or bad; "" of any
 * other. Valid as the piece. */
const char *rasid_piece_complaint(const rasid_piece *piece);

/* "file: what" where a document that can be coded was read with a doubt, once the piece
 * is open; "" of any other. Valid as the piece. */
const char *rasid_piece_note(const rasid_piece *piece);

/* "file", "file:line" or "file:record N (byte M)": where the piece came from. Valid as
 * the piece. */
const char *rasid_piece_place(const rasid_piece *piece);

/* Size of the raw bytes the piece holds. */
size_t rasid_piece_size(const rasid_piece *piece);

/* The raw bytes themselves (a file, or a line without its newline), for readers of their
 * own, until the piece is opened; absent where it is a complaint. */
rasid_text rasid_piece_raw(const rasid_piece *piece);

/* ---- pages and feeds
 * ----------------------------------------------------------------------------------------------------
 */

/* A page of the web as a report. A reader is used again and again, by one thread at a
 * time; what it gives is valid until its next call. */
typedef struct rasid_page rasid_page;

/* NULL when out of memory; free with rasid_page_free. */
rasid_page *rasid_page_new(void);
void rasid_page_free(rasid_page *page);

/* Reads the `html` of a page, of any encoding and however broken, up to 64 MiB
 * (RASID_ERROR_LIMIT). `charset` is the one of the transport (of HTTP's Content-Type), or
 * absent; `url` tells the outlet where the page does not, or is absent; neither need be
 * right. RASID_ERROR_FORMAT where the bytes are no text; RASID_ERROR_MEMORY. */
rasid_status rasid_page_read(rasid_page *page, rasid_text html, rasid_text url,
                             rasid_text charset, rasid_error *error);

/* What a page says besides its report. Absent texts are { NULL, 0 }. */
typedef struct rasid_page_facts {
  rasid_text author;
  rasid_text language; /* as its lang attribute says: "ar", "ar-EG" */
  rasid_text charset;  /* the encoding it was read in */
  bool charset_wrong;  /* its label said another one */
  const char *doubt;   /* what is doubtful about the reading, static; NULL = nothing */
} rasid_page_facts;

/* The report: title, text (a paragraph a line; menus, related links, comments left out),
 * captions, day of publication (`published_from` "page"), outlet; `url` as given. Its
 * text is empty where the page has no article. */
void rasid_page_document(const rasid_page *page, rasid_document *document);
void rasid_page_tell(const rasid_page *page, rasid_page_facts *facts);

/* The items of an RSS, RDF or Atom feed; used as a page reader is. */
typedef struct rasid_feed rasid_feed;

rasid_feed *rasid_feed_new(void);
void rasid_feed_free(rasid_feed *feed);

/* Reads a feed of any encoding, up to 64 MiB; arguments and errors as rasid_page_read,
 * RASID_ERROR_FORMAT where it is no feed. Of a feed that is not well-formed what can be
 * read is read. */
rasid_status rasid_feed_read(rasid_feed *feed, rasid_text xml, rasid_text charset,
                             rasid_error *error);

/* One item. Absent texts are { NULL, 0 }. */
typedef struct rasid_feed_item {
  rasid_text id;        /* guid or id, else the url */
  rasid_text url;       /* as written; may be relative */
  rasid_text title;     /* plain text */
  rasid_text published; /* ISO 8601 */
  rasid_text author;
  rasid_text summary; /* plain text of description or summary */
  rasid_text text;    /* plain text of the full content, where the feed brings it */
} rasid_feed_item;

/* Title of the feed, the number of items, and the i-th; false where `i` is out of range.
 */
rasid_text rasid_feed_title(const rasid_feed *feed);
size_t rasid_feed_n_items(const rasid_feed *feed);
bool rasid_feed_item_at(const rasid_feed *feed, size_t i, rasid_feed_item *item);

/* ---- records read back
 * ----------------------------------------------------------------------------------------------------
 */

/* A record as `rasid code --format jsonl` prints it, as data. Texts are absent (data
 * NULL) where the record has null; offsets count in whatever unit the record was made
 * with. Everything is valid until the reader reads again or is freed. The fields mean
 * what docs/record.schema.json and rasid.h say. */
typedef struct rasid_party_data {
  rasid_span span; /* absent where only a suffix or a verb's form expresses the party */
  rasid_text country, sector, name, label_en, wikidata;
  uint32_t refers_start, refers_end; /* of the antecedent; equal: none */
} rasid_party_data;

/* `kind` is absent where the report speaks in its own voice. */
typedef struct rasid_claim_data {
  rasid_party_data who;
  rasid_text kind;
  bool anonymous;
} rasid_claim_data;

/* `precision` is absent where there is no place, `value` where there is no date. */
typedef struct rasid_place_data {
  rasid_span span;
  rasid_text name, country, admin1, precision, relation, basis;
  double lat, lon;  /* NaN where unknown */
  int64_t geonames; /* -1 where unknown */
} rasid_place_data;

typedef struct rasid_date_data {
  rasid_span span;
  rasid_text value, precision, basis;
} rasid_date_data;

/* A range of the text, with what it is there for. */
typedef struct rasid_range_data {
  rasid_text kind; /* of a part: title caption body; of evidence: the field; of a
                      sentence absent */
  uint32_t start, end;
} rasid_range_data;

typedef struct rasid_event_data {
  rasid_text id, category, cameo, status, lemma, rule;
  const rasid_text *modes, *contexts;
  size_t n_modes, n_contexts;
  int64_t quad, sentence;
  rasid_text same_as_id;
  int32_t same_as; /* index of the event that same_as_id names, or -1 */
  rasid_span trigger;
  const rasid_party_data *actors, *recipients;
  size_t n_actors, n_recipients;
  rasid_place_data place;
  rasid_date_data date;
  rasid_claim_data claim;
  double confidence;
  const rasid_range_data *evidence;
  size_t n_evidence;
  rasid_text review; /* what a person said (rasid/store.h): accepted corrected rejected;
                        of a record that was read: absent */
} rasid_event_data;

typedef struct rasid_casualty_data {
  rasid_text id, kind, status, side, rule;
  rasid_span span;
  int64_t low, high; /* high -1: open */
  int64_t sentence;
  bool approx;
  rasid_party_data victim; /* all absent where there is none */
  rasid_claim_data claim;
  rasid_text part_of_id, replaces_id, event_id;
  int32_t part_of, replaces, event; /* indices of those named, or -1 */
  rasid_text review;                /* as of an event */
} rasid_casualty_data;

/* A time that the report names, in an event or not; `type` DATE TIME DURATION SET. */
typedef struct rasid_time_data {
  rasid_span span;
  rasid_text value, type;
} rasid_time_data;

typedef struct rasid_record_data {
  rasid_text id, url, source, language, title, sha256, published, published_from, written;
  rasid_text version, model; /* of the coder */
  const rasid_range_data *parts;
  size_t n_parts;
  const rasid_range_data *sentences;
  size_t n_sentences;
  const rasid_event_data *events;
  size_t n_events;
  const rasid_casualty_data *casualties;
  size_t n_casualties;
  const rasid_time_data *times;
  size_t n_times;
  const rasid_place_data *places; /* without relation and basis */
  size_t n_places;
} rasid_record_data;

/* Reads one line of JSON after another and keeps its memory. One thread at a time. */
typedef struct rasid_record_reader rasid_record_reader;

/* NULL when out of memory. */
rasid_record_reader *rasid_record_reader_new(void);
void rasid_record_reader_free(rasid_record_reader *reader);

/* Reads the record in `line`, which must stay as it is while `*record` is used. What is
 * no record is RASID_ERROR_FORMAT; error->offset is the column, in characters from 1, and
 * the message says what is wrong there. Keys that are not known are passed over.
 * RASID_ERROR_MEMORY. */
rasid_status rasid_record_reader_read(rasid_record_reader *reader, rasid_text line,
                                      const rasid_record_data **record,
                                      rasid_error *error);

/* The same of a record just coded, valid as both of them: its JSON is sound, and not
 * looked at any further than is needed. RASID_ERROR_ARGUMENT where it has none. */
rasid_status rasid_record_reader_take(rasid_record_reader *reader,
                                      const rasid_record *coded,
                                      const rasid_record_data **record);

/* Reads records as the reports that rasid_incidents_add takes, and keeps its memory. One
 * thread at a time. */
typedef struct rasid_report_reading rasid_report_reading;

/* NULL when out of memory. */
rasid_report_reading *rasid_report_reading_new(void);
void rasid_report_reading_free(rasid_report_reading *reading);

/* Reads one line; `report` is valid until the next one is read. Errors as
 * rasid_record_reader_read. */
rasid_status rasid_report_reading_read(rasid_report_reading *reading, rasid_text line,
                                       rasid_report *report, rasid_error *error);

/* ---- writing
 * ----------------------------------------------------------------------------------------------------
 */

/* docs/format-*.md says what each holds. Those behind RASID_FORMAT_TABLE are made from
 * the record's JSON alone (RASID_FORMAT_MARKDOWN and RASID_FORMAT_HTML show the report's
 * text too, where it is given), so that a record read back prints the same bytes. */
typedef enum rasid_format {
  RASID_FORMAT_JSONL = 0, /* one record a line, docs/record.schema.json */
  RASID_FORMAT_TABLE,     /* for people: one line an event, columns aligned */
  RASID_FORMAT_PLOVER,    /* one event a line, an object with PLOVER's names */
  RASID_FORMAT_CSV,       /* one event or toll a row, with a header */
  RASID_FORMAT_TSV,       /* the same, parted by tabs */
  RASID_FORMAT_GDELT,     /* the 61 columns of GDELT 2.0 events, no header */
  RASID_FORMAT_UCDP,      /* columns of UCDP GED, as CSV */
  RASID_FORMAT_ACLED,     /* columns of ACLED, as CSV */
  RASID_FORMAT_GEOJSON,   /* a collection of one feature an event */
  RASID_FORMAT_MARKDOWN,  /* a brief of the reports, evidence in bold */
  RASID_FORMAT_HTML,      /* the same as a page, evidence in colour */
  RASID_N_FORMATS
} rasid_format;

/* The format called `name`; false where there is none. */
bool rasid_format_by_name(const char *name, rasid_format *format);
/* The name of a format, lower case; static. */
const char *rasid_format_name(rasid_format format);
/* Whether the format shows the text of the reports, and not the record alone. */
bool rasid_format_shows_text(rasid_format format);

/* What a row of RASID_FORMAT_CSV and RASID_FORMAT_TSV is. */
typedef enum rasid_rows { RASID_ROWS_EVENTS = 0, RASID_ROWS_TOLLS } rasid_rows;

/* Options of an output. Fill with rasid_output_options_init, then change what you need.
 */
typedef struct rasid_output_options {
  size_t struct_size;
  rasid_rows rows;       /* default: events */
  bool bom;              /* begin CSV with a byte order mark, for Excel; default false */
  bool arabic;           /* labels of RASID_FORMAT_MARKDOWN, RASID_FORMAT_HTML and of the
                            summary in Arabic; default English */
  rasid_offsets offsets; /* the unit the records count offsets in; default code points */
  bool review; /* CSV, TSV and GeoJSON also tell what a person said of each event or toll,
                  in a last column; default false */
} rasid_output_options;

void rasid_output_options_init(rasid_output_options *options);

/* A growing text that records are printed into. */
typedef struct rasid_output rasid_output;

/* NULL when out of memory. */
rasid_output *rasid_output_new(void);
void rasid_output_free(rasid_output *output);
/* Forgets what was printed and keeps the memory. */
void rasid_output_clear(rasid_output *output);
/* Options of what is printed from now on; copied. */
void rasid_output_set_options(rasid_output *output, const rasid_output_options *options);

/* Prints what stands before the first record and behind the last one: a header, a frame.
 * Nothing for most formats. RASID_ERROR_MEMORY. */
rasid_status rasid_output_begin(rasid_output *output, rasid_format format);
rasid_status rasid_output_end(rasid_output *output, rasid_format format);

/* Prints one record, with its last newline. `document` is what it was coded from.
 * RASID_ERROR_MEMORY leaves the output as it was. */
rasid_status rasid_output_record(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record);

/* The same of a record read back from `line`. `document` may be NULL: the formats that
 * show text then show the words that the record quotes. A text that is not the one the
 * record was made from is RASID_ERROR_ARGUMENT. */
rasid_status rasid_output_data(rasid_output *output, rasid_format format,
                               const rasid_document *document,
                               const rasid_record_data *record, rasid_text line);

/* Records are printed apart and joined later; some formats put a separator before each.
 * What is to be written of a text of records that is the first of all: all but that. */
rasid_text rasid_output_first(rasid_format format, rasid_text text);

/* Prints the words of a record (rasid_read up to RASID_STAGE_MORPH, or more): a JSON
 * object a line for each, or a table. Errors as rasid_output_record. */
rasid_status rasid_output_words(rasid_output *output, rasid_format format,
                                const rasid_document *document,
                                const rasid_record *record);

/* The same for numbers and times (RASID_STAGE_NUMBERS, or more), places
 * (RASID_STAGE_PLACES) and actors (RASID_STAGE_ACTORS). */
rasid_status rasid_output_numbers(rasid_output *output, rasid_format format,
                                  const rasid_document *document,
                                  const rasid_record *record);
rasid_status rasid_output_times(rasid_output *output, rasid_format format,
                                const rasid_document *document,
                                const rasid_record *record);
rasid_status rasid_output_places(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record);
rasid_status rasid_output_actors(rasid_output *output, rasid_format format,
                                 const rasid_document *document,
                                 const rasid_record *record);

/* Prints every incident of a set, its tolls by a rule: a JSON object a line for each
 * (docs/incident.schema.json), or a table. RASID_ERROR_MEMORY leaves the output as it
 * was. */
rasid_status rasid_output_incidents(rasid_output *output, rasid_format format,
                                    rasid_incidents *set, rasid_toll_rule rule);

/* Prints reports of a store as people corrected them. Of a report that somebody
 * corrected, events and tolls have the values that stand, and rejected ones are left out;
 * formats with columns of our own tell what was said of each where the output's `review`
 * is set. As JSON the record stays what the coder wrote, with every correction behind it,
 * under "review". */
typedef struct rasid_store_printer rasid_store_printer;

/* Of a store that stays open; NULL when out of memory. */
rasid_store_printer *rasid_store_printer_new(rasid_store *store);
void rasid_store_printer_free(rasid_store_printer *printer);

/* Prints the current record of a report behind what `output` holds, as rasid_output_data
 * does; nothing where its text was purged. */
rasid_status rasid_store_print(rasid_store_printer *printer, rasid_output *output,
                               rasid_format format, int64_t report, rasid_error *error);

/* What was printed so far; valid until the next call on this output. */
rasid_text rasid_output_text(const rasid_output *output);

/* ---- what a person asks first
 * ------------------------------------------------------------------------------------
 */

/* Counts over many records: events by category, places, actors, tolls by day. */
typedef struct rasid_summary rasid_summary;

/* NULL when out of memory. */
rasid_summary *rasid_summary_new(void);
void rasid_summary_free(rasid_summary *summary);

/* Counts a record: as `rasid_record_data`, or as coded. RASID_ERROR_MEMORY. */
rasid_status rasid_summary_add(rasid_summary *summary, const rasid_record_data *record);
rasid_status rasid_summary_add_record(rasid_summary *summary, const rasid_record *record);

/* Adds what `other` counted, in any order with the same result. RASID_ERROR_MEMORY. */
rasid_status rasid_summary_merge(rasid_summary *summary, const rasid_summary *other);

/* Prints the counts with bars, in the language of the output. RASID_ERROR_MEMORY. */
rasid_status rasid_output_summary(rasid_output *output, const rasid_summary *summary);

/* ---- fetching
 * ----------------------------------------------------------------------------------------------------
 *
 * Polls feeds and the articles they list, and writes a line of JSON for each article,
 * with the keys a source reads by default, into FOLDER/YYYY-MM-DD.jsonl (the UTC day it
 * was fetched on). FOLDER/fetch.state remembers what was done; whenever the process ends,
 * the next run goes on from there. An article is written once, and is known by its
 * address.
 *
 * Sites are treated with care: robots.txt is kept to (RFC 9309), a host gets one request
 * at a time and a rest between two, what has not changed is not fetched again. Answers
 * are not trusted: their size, time and redirects have limits, only http and https are
 * spoken, and only addresses of the public internet are connected to.
 *
 * One thread uses a fetcher. It writes only below its folder.
 */

/* What a run came to so far. */
typedef struct rasid_fetch_totals {
  uint64_t n_feeds;            /* asked for */
  uint64_t n_feeds_failed;     /* of them, could not be had or read */
  uint64_t n_feeds_unchanged;  /* of them, had not changed (HTTP status 304) */
  uint64_t n_articles;         /* written */
  uint64_t n_articles_known;   /* turned out to be a page that was written before */
  uint64_t n_articles_failed;  /* could not be had or had no text, and are given up */
  uint64_t n_articles_pending; /* are left for another run */
  uint64_t n_bytes;            /* received */
} rasid_fetch_totals;

/* Options. Fill with rasid_fetch_options_init, then change what you need; strings are
 * borrowed for the life of the fetcher. */
typedef struct rasid_fetch_options {
  size_t struct_size;
  const char *folder;  /* needed */
  const char *contact; /* how a site can reach whoever fetches: put into the user agent;
                          NULL */
  const char *ca_file; /* certificates to trust, PEM; NULL = the system's */
  const char *day;     /* YYYY-MM-DD instead of the clock's; NULL */
  uint32_t delay_ms;   /* rest of a host between two requests; default 5,000 */
  uint32_t timeout_ms; /* a request ends after; default 30,000 */
  uint32_t connect_timeout_ms; /* and if it has no connection, after; default 10,000 */
  uint32_t n_retries;          /* of a request that failed by accident; default 3 */
  uint32_t retry_ms;    /* wait before the first, doubled for each further one; default
                           2,000 */
  uint32_t max_wait_ms; /* a host that asks to wait longer (Retry-After) is left for
                           another run; default 60,000 */
  uint32_t n_redirects; /* followed at most; default 5 */
  uint32_t n_hosts;     /* asked at once; default 16 */
  uint32_t n_passes;    /* runs an article may fail in before it is given up; default 3 */
  uint32_t max_run_ms;  /* no request is started later; 0 = no limit */
  size_t max_bytes;     /* of an answer; default 10 MB */
  bool allow_private;   /* also connect to private, loopback and link-local addresses */
  /* Told of everything that could not be had: "address: what". May be NULL. */
  void (*notice)(void *context, const char *message);
  /* Called a few times a second; returns false to end the run, NULL = go on. */
  bool (*progress)(void *context, const rasid_fetch_totals *totals);
  void *context;
} rasid_fetch_options;

void rasid_fetch_options_init(rasid_fetch_options *options);

typedef struct rasid_fetch rasid_fetch;

/* Opens a folder, made where it is not there. RASID_ERROR_IO: it cannot be written to, or
 * another fetcher holds it; RASID_ERROR_FORMAT: its state is none; RASID_ERROR_MEMORY.
 * Free with rasid_fetch_close. */
rasid_status rasid_fetch_open(const rasid_fetch_options *options, rasid_fetch **fetch,
                              rasid_error *error);
void rasid_fetch_close(rasid_fetch *fetch);

/* Adds a feed by its address. RASID_ERROR_FORMAT: it is no address of http or https. */
rasid_status rasid_fetch_add(rasid_fetch *fetch, const char *url, rasid_error *error);

/* Adds the feeds of an OPML file; `*n` of them. Addresses that are none, and mistakes in
 * the file, are told by `notice`. RASID_ERROR_IO: cannot be read; RASID_ERROR_FORMAT: no
 * feed in it. */
rasid_status rasid_fetch_add_list(rasid_fetch *fetch, const char *path, size_t *n,
                                  rasid_error *error);

/* Asks once for each feed, and for every article that is pending. What cannot be had is
 * told by `notice` and counted; the rest is done. RASID_ERROR_IO: the folder cannot be
 * written to; RASID_ERROR_MEMORY. `*totals` of this run. */
rasid_status rasid_fetch_run(rasid_fetch *fetch, rasid_fetch_totals *totals,
                             rasid_error *error);

/* Fetches the page or feed at an address of http or https, because somebody asks for it
 * (robots.txt is for machines that ask by themselves), and writes it to the new file
 * `path` as an archive of the web with one record, which rasid_source reads. Of the
 * options the limits count: size, time, redirects, addresses. RASID_ERROR_FORMAT: no such
 * address; RASID_ERROR_IO: it cannot be had, or `path` not written; RASID_ERROR_MEMORY.
 */
rasid_status rasid_fetch_one(const rasid_fetch_options *options, const char *url,
                             const char *path, rasid_error *error);

#ifdef __cplusplus
}
#endif
#endif
