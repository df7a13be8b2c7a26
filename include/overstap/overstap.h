/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 Overstap contributors */
/*
 * The C API of Overstap, and its only promise across versions: load a skills graph, rank work-to-work transitions, explain
 * them, suggest courses; import, correct, compare and export taxonomies. C99 and later, C++11 and later. Not here: building a
 * taxonomy concept by concept, which the C++ headers do.
 *
 * Threads. A const handle may be used by any number of threads at once. _ref and _unref are atomic. There is no global and
 * no thread-local state, and nothing is printed. Functions that differ say so. The same input gives the same bytes out, for
 * every number of threads; ties break by concept number, which within a kind follows the URI.
 *
 * Conventions, for every function below:
 * - Arguments stand in the order subject, inputs, options, outputs, error.
 * - A function that returns ovs_status takes `error` last. It may be NULL; otherwise start it as OVS_ERROR_INIT. It is
 *   written on every call, on success with OVS_OK and an empty message.
 * - When the status is not OVS_OK, outputs are NULL or 0 (concepts OVS_NO_CONCEPT, courses OVS_NO_COURSE), and arrays are
 *   not to be read. Exceptions are stated.
 * - A NULL that is not stated to be allowed, a number out of range and a struct_size that cannot be right give
 *   OVS_E_INVALID_ARGUMENT. Any function can return that, OVS_E_NO_MEMORY and OVS_E_INTERNAL; the text names only others.
 *   Functions that return a value and no status answer a NULL subject or a number out of range with NULL, 0 or what they state.
 * - Handles come with one reference, which the caller owns and gives back with _unref. Nothing is ever passed to free().
 * - Text that is returned is UTF-8 and ends with a NUL. It is borrowed: it lives as long as the handle it was asked of.
 * - Text that is copied out follows one rule: *length becomes the number of bytes needed, without the NUL. When
 *   capacity <= *length the status is OVS_E_BUFFER_TOO_SMALL and the buffer holds the empty text. buffer may be NULL when
 *   capacity is 0: that asks for the length.
 * - Text that is passed with a length need not end with a NUL; the length OVS_TERMINATED says that it does.
 * - Arrays out: at most `capacity` entries are written and *count is the number written. An array that is not wanted may be NULL.
 * - Structs begin with struct_size, so start them with their _INIT macro. In options 0 means the default; NULL options are
 *   all defaults; an unknown flag or a value this library does not know gives OVS_E_INVALID_ARGUMENT.
 * - Enumerations cross as int32_t.
 */
#ifndef OVERSTAP_OVERSTAP_H
#define OVERSTAP_OVERSTAP_H

#define OVS_VERSION_MAJOR 0
#define OVS_VERSION_MINOR 1
#define OVS_VERSION_PATCH 0

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define OVS_API __attribute__((visibility("default")))
#else
#define OVS_API
#endif
#ifdef __cplusplus
#define OVS_NOEXCEPT noexcept
extern "C" {
#else
#define OVS_NOEXCEPT
#endif

/* --- Types ------------------------------------------------------------------------------------------------------- */

typedef struct ovs_taxonomy ovs_taxonomy;       /* concepts and what occupations require; immutable */
typedef struct ovs_catalogue ovs_catalogue;     /* courses; immutable */
typedef struct ovs_profile ovs_profile;         /* what a person has; immutable */
typedef struct ovs_engine ovs_engine;           /* a taxonomy prepared for matching; immutable */
typedef struct ovs_explanation ovs_explanation; /* one profile and one occupation, taken apart; immutable */
typedef struct ovs_figures ovs_figures;         /* labour-market figures with source and date; immutable */
typedef struct ovs_funding ovs_funding;         /* funding rules, data with a source; immutable */
typedef struct ovs_store ovs_store;             /* vacancies, or persons, by the caller's numbers; they come and go */
typedef struct ovs_store_reader ovs_store_reader; /* one snapshot of a store, to search; by one thread at a time */
typedef struct ovs_report ovs_report;           /* what an import, a comparison, a translation, an advice found; immutable */

/* Dense number of a concept, valid for one taxonomy; the URI is the durable name. */
typedef uint32_t ovs_concept;
#define OVS_NO_CONCEPT ((ovs_concept)0xFFFFFFFFu)
/* Dense number of a course, valid for one catalogue. */
typedef uint32_t ovs_course_id;
#define OVS_NO_COURSE ((ovs_course_id)0xFFFFFFFFu)

/* A score of 1, which is what a profile has with itself. Scores are integers, so the contributions of an explanation add up to the
 * score exactly: (double)score / (double)OVS_SCORE_ONE is in -1..1. 0 is what two occupations share by chance. */
#define OVS_SCORE_ONE ((int64_t)1 << 20)
/* For a length: the text ends at its NUL. */
#define OVS_TERMINATED ((size_t)-1)
/* An amount that the catalogue does not state. */
#define OVS_UNKNOWN_AMOUNT 0xFFFFFFFFu

/* Values are pinned for ever; new ones are only added. */
typedef int32_t ovs_status;
enum {
  OVS_OK = 0,
  OVS_E_INVALID_ARGUMENT = 1,
  OVS_E_NOT_FOUND = 2,
  OVS_E_BUFFER_TOO_SMALL = 3,
  OVS_E_AMBIGUOUS = 4,       /* a title means several occupations; the user must choose */
  OVS_E_NO_MEMORY = 10,
  OVS_E_IO = 11,
  OVS_E_CANCELLED = 12,
  OVS_E_LIMIT = 13,          /* larger than this library handles */
  OVS_E_MALFORMED = 20,      /* data says something it cannot mean; line and byte_offset are set where known */
  OVS_E_CHECKSUM = 21,       /* a snapshot's bytes were damaged */
  OVS_E_FORMAT_VERSION = 22, /* a snapshot of another format version */
  OVS_TOO_LITTLE_DATA = 30,  /* not a fault: there is too little data for an honest number */
  OVS_E_INTERNAL = 99        /* a fault of the library; please report it */
};

enum {
  OVS_KIND_NONE = -1, /* no such concept */
  OVS_KIND_OCCUPATION = 0,
  OVS_KIND_SKILL = 1,
  OVS_KIND_KNOWLEDGE = 2,
  OVS_KIND_TASK = 3,
  OVS_KIND_CONDITION = 4,
  OVS_KIND_GROUP = 5,
  OVS_KIND_LICENCE = 6
};

/* Work conditions use the same scale: barely = SOMEWHAT, reasonably = IMPORTANT, strongly = ESSENTIAL. */
enum {
  OVS_RELEVANCE_ALL = -1, /* where a relevance is asked for: all of them together */
  OVS_RELEVANCE_NOT_RELEVANT = 0,
  OVS_RELEVANCE_SOMEWHAT = 1,
  OVS_RELEVANCE_OPTIONAL = 2,
  OVS_RELEVANCE_IMPORTANT = 3,
  OVS_RELEVANCE_ESSENTIAL = 4
};

/* How it is known that a person has a skill, weakest first. */
enum {
  OVS_EVIDENCE_INFERRED = 0, /* from a past occupation */
  OVS_EVIDENCE_CLAIMED = 1,
  OVS_EVIDENCE_CONFIRMED = 2, /* by an employer */
  OVS_EVIDENCE_EVC = 3,       /* recognition of prior learning */
  OVS_EVIDENCE_DIPLOMA = 4
};

/* How a title was found, best first. */
enum {
  OVS_TITLE_PREFERRED = 0,
  OVS_TITLE_ALTERNATIVE = 1,
  OVS_TITLE_PREFIX = 2,
  OVS_TITLE_WORDS = 3,
  OVS_TITLE_SPELLING = 4
};

/* For FAMILY the concept is the group or broader skill that both sides fall under. */
enum {
  OVS_DIMENSION_SKILLS = 0,
  OVS_DIMENSION_KNOWLEDGE = 1,
  OVS_DIMENSION_TASKS = 2,
  OVS_DIMENSION_GROUPS = 3, /* groups above skills and knowledge areas */
  OVS_DIMENSION_WORDS = 4,  /* wording of titles and descriptions */
  OVS_DIMENSION_FAMILY = 5  /* job family */
};
/* Where a score stands among those of random pairs: above 80, 95 and 99 per cent of them, unless the parameters say otherwise. */
enum { OVS_BAND_UNKNOWN = 0, OVS_BAND_NONE = 1, OVS_BAND_SOME = 2, OVS_BAND_GOOD = 3, OVS_BAND_STRONG = 4 };

/* Forms of a document about a person. */
enum {
  OVS_PERSON_OVERSTAP = 0, /* Overstap's own (taxonomy/schema/overstap-person-1.schema.json), read strictly */
  OVS_PERSON_VUM = 1       /* a job seeker's profile after VUM 3, read leniently as that standard asks */
};

/* The lists of requirements in an explanation. MATCHED and GAP together are all skills and knowledge asked for. */
enum { OVS_LIST_MATCHED = 0, OVS_LIST_GAP = 1, OVS_LIST_LICENCES = 2 };

enum {
  OVS_COURSE_SHORT = 0,
  OVS_COURSE_SECTOR = 1,
  OVS_COURSE_LICENCE = 2,
  OVS_COURSE_LANGUAGE = 3,
  OVS_COURSE_PRACTICE = 4,    /* praktijkverklaring */
  OVS_COURSE_ELECTIVE = 5,    /* keuzedeel */
  OVS_COURSE_CERTIFICATE = 6, /* mbo-certificaat */
  OVS_COURSE_HBO_MODULE = 7,
  OVS_COURSE_DIPLOMA = 8,
  OVS_COURSE_ASSOCIATE_DEGREE = 9
};

/* Bits. */
enum {
  OVS_FORM_DAYTIME = 1,
  OVS_FORM_EVENING = 2,
  OVS_FORM_WEEKEND = 4,
  OVS_FORM_ONLINE = 8,
  OVS_FORM_BLENDED = 16,
  OVS_FORM_WORK_BASED = 32
};

enum { OVS_PROVIDER_ANY = 0, OVS_PROVIDER_PUBLIC = 1, OVS_PROVIDER_PRIVATE = 2 };

/* Whether the person can enter a course. */
enum {
  OVS_ENTRY_OPEN = 0,
  OVS_ENTRY_UNKNOWN = 1, /* it asks a level of education, and the profile's is not known */
  OVS_ENTRY_LEVEL_TOO_LOW = 2,
  OVS_ENTRY_SKILL_MISSING = 3
};

/* What courses are ordered by. */
enum {
  OVS_ORDER_VALUE = 0, /* gap closed for cost plus hours x hour_value */
  OVS_ORDER_COVERAGE = 1,
  OVS_ORDER_PER_COST = 2,
  OVS_ORDER_PER_HOUR = 3
};

/* What went wrong. The caller owns it and may reuse it. A struct_size below that of version 0.1 leaves it unwritten. */
typedef struct ovs_error {
  uint32_t struct_size;
  ovs_status code;
  uint64_t line;        /* from 1; 0 = no position */
  uint64_t byte_offset; /* from 0; meaningful when line is not 0 */
  char message[256];    /* UTF-8: what is wrong, where, what to do; cut when longer */
} ovs_error;
#define OVS_ERROR_INIT { (uint32_t)sizeof(ovs_error), OVS_OK, 0, 0, "" }

/* A course, filled by ovs_catalogue_course(). */
typedef struct ovs_course {
  uint32_t struct_size;
  int32_t type;        /* OVS_COURSE_... */
  uint32_t form;       /* bits OVS_FORM_..., 0 = unknown */
  int32_t provider;    /* OVS_PROVIDER_... */
  uint32_t cost_min;   /* indicative, euro; this and the next three may be OVS_UNKNOWN_AMOUNT */
  uint32_t cost_max;
  uint32_t hours;      /* study load */
  uint32_t weeks;
  uint32_t nlqf;       /* level of the course, as in ovs_profile_options; 0 = unknown */
  uint32_t entry_nlqf; /* level expected of a participant; 0 = none asked */
} ovs_course;
#define OVS_COURSE_INIT { (uint32_t)sizeof(ovs_course), 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/* A skill, knowledge area or licence that an occupation asks for, filled by ovs_explanation_requirement(). */
typedef struct ovs_requirement {
  uint32_t struct_size;
  ovs_concept concept_id;
  int32_t relevance; /* OVS_RELEVANCE_... */
  uint32_t need;     /* level 1..4, 0 = not stated */
  uint32_t have;     /* likewise */
  int32_t present;   /* 1 when the profile has it, at whatever level */
  uint64_t weight;   /* relevance x information; comparable within one taxonomy */
  uint64_t met;      /* of weight */
} ovs_requirement;
#define OVS_REQUIREMENT_INIT { (uint32_t)sizeof(ovs_requirement), 0, 0, 0, 0, 0, 0, 0 }

typedef struct ovs_profile_options {
  uint32_t struct_size;
  uint32_t nlqf; /* level of education on the NLQF, times ten: 5 entry level, 10..80 levels 1 to 8, 45 is "4+"; 0 = unknown */
} ovs_profile_options;
#define OVS_PROFILE_OPTIONS_INIT { (uint32_t)sizeof(ovs_profile_options), 0 }

#define OVS_RANK_WITH_ORIGINS 1u /* keep the occupations the profile was made from */
#define OVS_RANK_WITH_ZERO 2u    /* keep occupations that share nothing with the profile */

typedef struct ovs_rank_options {
  uint32_t struct_size;
  uint32_t flags;    /* OVS_RANK_... */
  uint32_t limit;    /* most matches; 0 = 10 */
  uint32_t threads;  /* for the batch only; 0 = 1, never more than 256 are started */
  int64_t min_score; /* matches below are left out; 0 or less leaves none out */
} ovs_rank_options;
#define OVS_RANK_OPTIONS_INIT { (uint32_t)sizeof(ovs_rank_options), 0, 10, 1, 0 }

/* Choose each course by what the ones before it leave open, among those the person can enter: courses that go together,
 * one step at a time. Greedy, not a minimal set; gains are of what each adds. */
#define OVS_COURSES_IN_STEPS 1u

typedef struct ovs_course_options {
  uint32_t struct_size;
  uint32_t flags;      /* OVS_COURSES_... */
  int32_t order;       /* OVS_ORDER_... */
  uint32_t limit;      /* most courses; 0 = 10 */
  uint32_t hour_value; /* euro that an hour of study is taken to cost a person; 0 = 15. For "nothing" use OVS_ORDER_PER_COST */
  /* Leave out courses that close less than this percentage of the gap, and courses of which less than this percentage is
   * asked by the occupation; 0..100. What gives a missing licence always stays. The command line's transitions use 10 and 50. */
  uint32_t least_gain_percent;
  uint32_t least_fit_percent;
} ovs_course_options;
#define OVS_COURSE_OPTIONS_INIT { (uint32_t)sizeof(ovs_course_options), 0, OVS_ORDER_VALUE, 10, 15, 0, 0 }

/* What a plan of courses is best for. OVS_PLAN_ALL gives the three plans side by side. */
enum {
  OVS_PLAN_COVERAGE = 0, /* closes the most of the gap; of such sets the cheapest */
  OVS_PLAN_CHEAPEST = 1, /* costs the least of the sets that make the person ready; of those the quickest */
  OVS_PLAN_QUICKEST = 2, /* takes the fewest weeks of these; of those the cheapest */
  OVS_PLAN_ALL = 3
};
#define OVS_NO_LIMIT 0xFFFFFFFFu

typedef struct ovs_plan_options {
  uint32_t struct_size;
  int32_t goal;           /* OVS_PLAN_... */
  /* Most euros, weeks and hours of study of all courses together. A course counts with the highest of its indicative costs; weeks add up. */
  uint32_t money, weeks, hours;
  uint32_t ready_percent; /* 1..100: ready is this much of the readiness, and every essential licence that some course gives; 0 = 80 */
  uint64_t max_nodes;     /* the search stops after these and says what it has proven; 0 = 1,000,000, one to five seconds */
  /* Courses of which less than this percentage is asked by the occupation are for other work, and left out; 0..100. What gives a missing
   * licence stays. */
  uint32_t least_fit_percent;
  uint32_t reserved;      /* 0 */
  /* Courses that the person has taken: what they teach is added to the profile, they are not planned again, and they count as parts of larger
   * courses. held_count of them; read during the call only. May be NULL when there are none. */
  const ovs_course_id *held;
  size_t held_count;
} ovs_plan_options;
#define OVS_PLAN_OPTIONS_INIT { (uint32_t)sizeof(ovs_plan_options), OVS_PLAN_ALL, OVS_NO_LIMIT, 52, OVS_NO_LIMIT, 80, 0, 50, 0, NULL, 0 }

#define OVS_FUNDING_DRAFTS 1u   /* look at rules that are only announced, too */
#define OVS_FUNDING_TOGETHER 2u /* all courses are taken, in their order: what a rule gives for a year, or from a balance, is given once */

/* Asked now and then whether to stop; anything but 0 stops. Called from the calling thread only. */
typedef int (*ovs_cancelled_fn)(void *user);

/* --- The library -------------------------------------------------------------------------------------------------- */

/**
 * Version of the loaded library: major << 24 | minor << 16 | patch. OVS_VERSION_... are those of this header.
 * O(1). @since 0.1
 */
OVS_API uint32_t ovs_version(void) OVS_NOEXCEPT;

/**
 * The same as text, such as "0.1.0". Static, never NULL. O(1). @since 0.1
 */
OVS_API const char *ovs_version_string(void) OVS_NOEXCEPT;

/**
 * The constant's name of a status, such as "OVS_E_NOT_FOUND".
 * @param status  any number; "unknown status" when it is none of ours
 * Static, never NULL. O(1). @since 0.1
 */
OVS_API const char *ovs_status_name(ovs_status status) OVS_NOEXCEPT;

/* --- Taxonomy ----------------------------------------------------------------------------------------------------- */

/**
 * Opens the starter taxonomy that is embedded in the library: a starter set, not CompetentNL. No I/O.
 * @param out    new handle, owned by the caller
 * @param error  may be NULL
 * O(bytes): the content is checked on every call. @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_open_default(ovs_taxonomy **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Maps a taxonomy snapshot file read-only and checks all of it. Replace the file by renaming (as _save_file does), never in place.
 * @param path   file name
 * @param out    new handle, owned by the caller; keeps the file mapped
 * @param error  may be NULL
 * Errors: OVS_E_IO, OVS_E_MALFORMED, OVS_E_CHECKSUM, OVS_E_FORMAT_VERSION. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_load_file(const char *path, ovs_taxonomy **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Opens a copy of a taxonomy snapshot in memory and checks all of it.
 * @param data   the bytes of a snapshot file, at any alignment; not needed after the call
 * @param size   number of bytes
 * @param out    new handle, owned by the caller
 * @param error  may be NULL
 * Errors: OVS_E_MALFORMED, OVS_E_CHECKSUM, OVS_E_FORMAT_VERSION. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_load_memory(const void *data, size_t size, ovs_taxonomy **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Builds a taxonomy from one Overstap JSON document. Courses in it are not read.
 * @param name   stands in messages, such as a file name
 * @param data   the document, UTF-8; not needed after the call
 * @param size   number of bytes
 * @param out    new handle, owned by the caller
 * @param error  may be NULL; line and byte_offset are set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED, OVS_E_LIMIT. O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_load_json(const char *name, const void *data, size_t size, ovs_taxonomy **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Saves a snapshot: a temporary file beside it, fsync, rename. An existing file is kept whole on any error.
 * @param taxonomy  what to save
 * @param path      file name
 * @param error     may be NULL
 * Errors: OVS_E_IO. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_save_file(const ovs_taxonomy *taxonomy, const char *path, ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param taxonomy  may be NULL. @return taxonomy. Atomic, O(1). @since 0.1
 */
OVS_API ovs_taxonomy *ovs_taxonomy_ref(ovs_taxonomy *taxonomy) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param taxonomy  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_taxonomy_unref(ovs_taxonomy *taxonomy) OVS_NOEXCEPT;

/**
 * Number of concepts; they are numbered from 0. @param taxonomy  NULL gives 0. O(1). @since 0.1
 */
OVS_API uint32_t ovs_taxonomy_size(const ovs_taxonomy *taxonomy) OVS_NOEXCEPT;

/**
 * The concepts of one kind: first, first + 1, ..., last - 1, ascending by URI.
 * @param taxonomy  the taxonomy
 * @param kind      OVS_KIND_...
 * @param first     first of them; 0 on failure
 * @param last      one behind the last; 0 on failure
 * @param error     may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_concepts(const ovs_taxonomy *taxonomy, int32_t kind, ovs_concept *first, ovs_concept *last, ovs_error *error) OVS_NOEXCEPT;

/**
 * Kind of a concept.
 * @param taxonomy  the taxonomy
 * @param id        the concept; OVS_KIND_NONE when there is none
 * O(1). @since 0.1
 */
OVS_API int32_t ovs_taxonomy_kind(const ovs_taxonomy *taxonomy, ovs_concept id) OVS_NOEXCEPT;

/**
 * URI of a concept, its durable name.
 * @param taxonomy  the taxonomy; the text is borrowed from it
 * @param id        the concept; NULL is returned when there is none
 * @param length    bytes without the NUL; may be NULL
 * O(1). @since 0.1
 */
OVS_API const char *ovs_taxonomy_uri(const ovs_taxonomy *taxonomy, ovs_concept id, size_t *length) OVS_NOEXCEPT;

/**
 * Preferred label of a concept in a language, else in English, Dutch, any; the URI when it has none.
 * @param taxonomy  the taxonomy; the text is borrowed from it
 * @param id        the concept; NULL is returned when there is none
 * @param language  BCP 47 tag such as "nl"; NULL gives NULL
 * @param length    bytes without the NUL; may be NULL
 * O(texts of the concept). @since 0.1
 */
OVS_API const char *ovs_taxonomy_label(const ovs_taxonomy *taxonomy, ovs_concept id, const char *language, size_t *length) OVS_NOEXCEPT;

/**
 * The concept with a URI.
 * @param taxonomy  the taxonomy
 * @param uri       the URI
 * @param length    its bytes, or OVS_TERMINATED
 * @param out       the concept; OVS_NO_CONCEPT on failure
 * @param error     may be NULL
 * Errors: OVS_E_NOT_FOUND. O(log concepts). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_find(const ovs_taxonomy *taxonomy, const char *uri, size_t length, ovs_concept *out, ovs_error *error) OVS_NOEXCEPT;

/**
 * 32 hexadecimal digits that name the content: equal content, equal hash.
 * @param taxonomy  the text is borrowed from it; NULL gives NULL
 * O(1). @since 0.1
 */
OVS_API const char *ovs_taxonomy_hash(const ovs_taxonomy *taxonomy) OVS_NOEXCEPT;

/**
 * A fact about the taxonomy as a whole, such as "edition", "licence" or "name@nl".
 * @param taxonomy  the text is borrowed from it
 * @param key       which fact; NULL is returned when it is not stated
 * @param length    bytes without the NUL; may be NULL
 * O(log facts). @since 0.1
 */
OVS_API const char *ovs_taxonomy_about(const ovs_taxonomy *taxonomy, const char *key, size_t *length) OVS_NOEXCEPT;

/**
 * ISCO-08 unit group of an occupation as a number (0110 is 110); 0 when not stated.
 * @param taxonomy  the taxonomy
 * @param id        the concept
 * O(1). @since 0.1
 */
OVS_API uint32_t ovs_taxonomy_isco(const ovs_taxonomy *taxonomy, ovs_concept id) OVS_NOEXCEPT;

/**
 * Usual level of education of an occupation, as in ovs_profile_options; 0 when not stated.
 * @param taxonomy  the taxonomy
 * @param id        the concept
 * O(1). @since 0.1
 */
OVS_API uint32_t ovs_taxonomy_nlqf(const ovs_taxonomy *taxonomy, ovs_concept id) OVS_NOEXCEPT;

/**
 * Occupations for a typed title, best first: exact titles, beginnings, words, near spellings. All languages at once.
 * @param taxonomy      the taxonomy
 * @param query         what was typed; ill-formed UTF-8 finds nothing
 * @param query_length  its bytes, or OVS_TERMINATED
 * @param capacity      most hits wanted
 * @param ids           the occupations; may be NULL
 * @param matches       OVS_TITLE_... of each; may be NULL
 * @param count         number of hits written; finding nothing is OVS_OK
 * @param error         may be NULL
 * O(titles x query). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_search(const ovs_taxonomy *taxonomy, const char *query, size_t query_length, size_t capacity, ovs_concept *ids,
                                       int32_t *matches, size_t *count, ovs_error *error) OVS_NOEXCEPT;

/**
 * The one occupation a typed title (or URI) means. Several are never guessed between: they are choices for the user.
 * @param taxonomy      the taxonomy
 * @param title         what was typed
 * @param title_length  its bytes, or OVS_TERMINATED
 * @param out           the occupation; OVS_NO_CONCEPT on failure
 * @param capacity      most choices wanted
 * @param choices       with OVS_E_AMBIGUOUS the occupations it may mean, with OVS_E_NOT_FOUND the nearest titles (at most 8); may be NULL
 * @param count         number of choices written: the one output that is also set on these two failures; else 0
 * @param error         may be NULL
 * Errors: OVS_E_NOT_FOUND, OVS_E_AMBIGUOUS. O(log titles) when found, else O(titles x title). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_resolve(const ovs_taxonomy *taxonomy, const char *title, size_t title_length, ovs_concept *out, size_t capacity,
                                        ovs_concept *choices, size_t *count, ovs_error *error) OVS_NOEXCEPT;

/* --- Course catalogue --------------------------------------------------------------------------------------------- */

/**
 * Opens the courses that belong to the starter taxonomy. No I/O.
 * @param out    new handle, owned by the caller
 * @param error  may be NULL
 * O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_open_default(ovs_catalogue **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Maps a catalogue snapshot file read-only and checks all of it; see ovs_taxonomy_load_file().
 * @param path   file name
 * @param out    new handle, owned by the caller; keeps the file mapped
 * @param error  may be NULL
 * Errors: OVS_E_IO, OVS_E_MALFORMED, OVS_E_CHECKSUM, OVS_E_FORMAT_VERSION. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_load_file(const char *path, ovs_catalogue **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Opens a copy of a catalogue snapshot in memory and checks all of it.
 * @param data   the bytes of a snapshot file, at any alignment; not needed after the call
 * @param size   number of bytes
 * @param out    new handle, owned by the caller
 * @param error  may be NULL
 * Errors: OVS_E_MALFORMED, OVS_E_CHECKSUM, OVS_E_FORMAT_VERSION. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_load_memory(const void *data, size_t size, ovs_catalogue **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Builds a catalogue from one Overstap JSON document. Concepts in it are not read.
 * @param name   stands in messages, such as a file name
 * @param data   the document, UTF-8; not needed after the call
 * @param size   number of bytes
 * @param out    new handle, owned by the caller
 * @param error  may be NULL; line and byte_offset are set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED, OVS_E_LIMIT. O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_load_json(const char *name, const void *data, size_t size, ovs_catalogue **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Saves a snapshot as ovs_taxonomy_save_file() does.
 * @param catalogue  what to save
 * @param path       file name
 * @param error      may be NULL
 * Errors: OVS_E_IO. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_save_file(const ovs_catalogue *catalogue, const char *path, ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param catalogue  may be NULL. @return catalogue. Atomic, O(1). @since 0.1
 */
OVS_API ovs_catalogue *ovs_catalogue_ref(ovs_catalogue *catalogue) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param catalogue  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_catalogue_unref(ovs_catalogue *catalogue) OVS_NOEXCEPT;

/**
 * Number of courses; they are numbered from 0 in the order of their URIs. @param catalogue  NULL gives 0. O(1). @since 0.1
 */
OVS_API uint32_t ovs_catalogue_size(const ovs_catalogue *catalogue) OVS_NOEXCEPT;

/**
 * URI of a course, its durable name.
 * @param catalogue  the catalogue; the text is borrowed from it
 * @param course     the course; NULL is returned when there is none
 * @param length     bytes without the NUL; may be NULL
 * O(1). @since 0.1
 */
OVS_API const char *ovs_catalogue_uri(const ovs_catalogue *catalogue, ovs_course_id course, size_t *length) OVS_NOEXCEPT;

/**
 * Label of a course in a language, else in English, Dutch, any; the URI when it has none.
 * @param catalogue  the catalogue; the text is borrowed from it
 * @param course     the course; NULL is returned when there is none
 * @param language   BCP 47 tag such as "nl"; NULL gives NULL
 * @param length     bytes without the NUL; may be NULL
 * O(texts of the course). @since 0.1
 */
OVS_API const char *ovs_catalogue_label(const ovs_catalogue *catalogue, ovs_course_id course, const char *language, size_t *length) OVS_NOEXCEPT;

/**
 * The course with a URI.
 * @param catalogue  the catalogue
 * @param uri        the URI
 * @param length     its bytes, or OVS_TERMINATED
 * @param out        the course; OVS_NO_COURSE on failure
 * @param error      may be NULL
 * Errors: OVS_E_NOT_FOUND. O(log courses). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_find(const ovs_catalogue *catalogue, const char *uri, size_t length, ovs_course_id *out, ovs_error *error) OVS_NOEXCEPT;

/**
 * The facts of a course.
 * @param catalogue  the catalogue
 * @param course     the course
 * @param out        started as OVS_COURSE_INIT; cleared on failure, untouched when its struct_size is wrong
 * @param error      may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_course(const ovs_catalogue *catalogue, ovs_course_id course, ovs_course *out, ovs_error *error) OVS_NOEXCEPT;

/* --- Profile ------------------------------------------------------------------------------------------------------ */

/**
 * A profile from skills, knowledge areas, tasks and licences, as claimed by the person.
 * @param taxonomy  what the concepts are numbers of; the profile keeps a reference
 * @param skills    n concepts; may be NULL when n is 0
 * @param levels    n levels 1..4, 0 = not stated; may be NULL: none stated
 * @param n         their number
 * @param out       new handle, owned by the caller
 * @param error     may be NULL
 * O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_profile_build(const ovs_taxonomy *taxonomy, const ovs_concept *skills, const uint8_t *levels, size_t n, ovs_profile **out,
                                     ovs_error *error) OVS_NOEXCEPT;

/**
 * A profile from occupations a person had: everything these require, as inferred, and the highest of their usual levels of education.
 * @param taxonomy     what the concepts are numbers of; the profile keeps a reference
 * @param occupations  n occupations; may be NULL when n is 0
 * @param n            their number
 * @param out          new handle, owned by the caller
 * @param error        may be NULL
 * O(m log m), m their requirements. @since 0.1
 */
OVS_API ovs_status ovs_profile_from_occupations(const ovs_taxonomy *taxonomy, const ovs_concept *occupations, size_t n, ovs_profile **out,
                                                ovs_error *error) OVS_NOEXCEPT;

/**
 * A profile from both. Of a concept that comes in twice the level of the stronger evidence is kept.
 * @param taxonomy     what the concepts are numbers of; the profile keeps a reference
 * @param occupations  n occupations; may be NULL when n is 0
 * @param n            their number
 * @param skills       m skills, knowledge areas, tasks or licences; may be NULL when m is 0
 * @param levels       m levels 1..4, 0 = not stated; may be NULL: none stated
 * @param evidence     m times OVS_EVIDENCE_...; may be NULL: all claimed
 * @param m            their number
 * @param options      may be NULL
 * @param out          new handle, owned by the caller; an empty profile is allowed
 * @param error        may be NULL
 * O(k log k), k items in all. @since 0.1
 */
OVS_API ovs_status ovs_profile_create(const ovs_taxonomy *taxonomy, const ovs_concept *occupations, size_t n, const ovs_concept *skills,
                                      const uint8_t *levels, const int32_t *evidence, size_t m, const ovs_profile_options *options, ovs_profile **out,
                                      ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param profile  may be NULL. @return profile. Atomic, O(1). @since 0.1
 */
OVS_API ovs_profile *ovs_profile_ref(ovs_profile *profile) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param profile  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_profile_unref(ovs_profile *profile) OVS_NOEXCEPT;

/**
 * Number of different concepts in a profile. @param profile  NULL gives 0. O(1). @since 0.1
 */
OVS_API size_t ovs_profile_size(const ovs_profile *profile) OVS_NOEXCEPT;

/**
 * One concept of a profile; they stand in the order of their numbers.
 * @param profile   the profile
 * @param i         0..size - 1
 * @param id        the concept
 * @param level     its level, 0 = not stated; may be NULL
 * @param evidence  OVS_EVIDENCE_...; may be NULL
 * @param error     may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_profile_item(const ovs_profile *profile, size_t i, ovs_concept *id, uint8_t *level, int32_t *evidence, ovs_error *error) OVS_NOEXCEPT;

/**
 * Level of education, as in ovs_profile_options; 0 = unknown. @param profile  NULL gives 0. O(1). @since 0.1
 */
OVS_API uint32_t ovs_profile_nlqf(const ovs_profile *profile) OVS_NOEXCEPT;

/**
 * A profile from a document: past jobs with how long and how long ago, skills with level and evidence, what the person does not have or
 * is not sure of. Who the person is, is never read. The same as `overstap person --person FILE` or `--vum FILE`.
 * @param taxonomy  what the document's URIs are looked up in; the profile keeps a reference
 * @param form      OVS_PERSON_...
 * @param name      of the document, for messages
 * @param data      size bytes of JSON
 * @param size      their number
 * @param today     for VUM: the day to count jobs to, such as "2026-11-27", for the library has no clock; NULL otherwise
 * @param out       new handle, owned by the caller; empty when nothing follows from the document
 * @param report    new handle that tells as JSON what was read and what was not, each with its place; may be NULL
 * @param error     may be NULL; line is set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED, OVS_E_FORMAT_VERSION, OVS_E_LIMIT. Unknown URIs are an error in Overstap's form and told in the report of
 * VUM's. O(size + m log m), m the requirements of past jobs. @since 0.1
 */
OVS_API ovs_status ovs_profile_load_json(const ovs_taxonomy *taxonomy, int32_t form, const char *name, const void *data, size_t size, const char *today,
                                         ovs_profile **out, ovs_report **report, ovs_error *error) OVS_NOEXCEPT;

/**
 * A profile as a document of OVS_PERSON_OVERSTAP. Read again with the same taxonomy it is the same profile. The same as `overstap person`.
 * @param profile   the profile
 * @param buffer    for the text
 * @param capacity  its bytes
 * @param length    bytes needed, without the NUL
 * @param error     may be NULL
 * Errors: OVS_E_BUFFER_TOO_SMALL. O(items + relations of past occupations). @since 0.1
 */
OVS_API ovs_status ovs_profile_to_json(const ovs_profile *profile, char *buffer, size_t capacity, size_t *length, ovs_error *error) OVS_NOEXCEPT;

/* --- Engine ------------------------------------------------------------------------------------------------------- */

/**
 * Prepares a taxonomy for matching. Make one and share it: it is read-only, and making it is the expensive part.
 * @param taxonomy   the engine keeps a reference
 * @param catalogue  courses to suggest; may be NULL. Need not be kept by the caller
 * @param out        new handle, owned by the caller
 * @param error      may be NULL
 * Errors: OVS_E_LIMIT. O(relations x depth of the hierarchy + courses). @since 0.1
 */
OVS_API ovs_status ovs_engine_create(ovs_taxonomy *taxonomy, const ovs_catalogue *catalogue, ovs_engine **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * The same with parameters of the score.
 * @param taxonomy    the engine keeps a reference
 * @param catalogue   courses to suggest; may be NULL. Need not be kept by the caller
 * @param parameters  JSON, {"overstap_model": 1, ...} as taxonomy/schema/overstap-model-1.schema.json has it and "overstap model --json"
 *                    prints it; keys that are left out keep their defaults. NULL = all defaults
 * @param length      its bytes, or OVS_TERMINATED
 * @param out         new handle, owned by the caller
 * @param error       may be NULL
 * Errors: OVS_E_MALFORMED (with line), OVS_E_FORMAT_VERSION, OVS_E_LIMIT. O(relations x depth of the hierarchy + texts + courses). @since 0.1
 */
OVS_API ovs_status ovs_engine_create_with(ovs_taxonomy *taxonomy, const ovs_catalogue *catalogue, const char *parameters, size_t length, ovs_engine **out,
                                          ovs_error *error) OVS_NOEXCEPT;

/**
 * Name of the score: 32 hexadecimal digits of the taxonomy's content, the parameters and the version of the formula. Equal where
 * results are; keep it with results that are kept. @param engine  the text is borrowed from it; NULL gives "". O(1). @since 0.1
 */
OVS_API const char *ovs_engine_model_hash(const ovs_engine *engine) OVS_NOEXCEPT;

/**
 * Where a score stands among those of random pairs of occupations.
 * @param engine  NULL gives -1
 * @param score   of OVS_SCORE_ONE
 * @return thousandths of random pairs that score below it, 0..1000; -1 when there are fewer than 1,000 pairs to tell by.
 * O(log 1000). @since 0.1
 */
OVS_API int32_t ovs_engine_percentile(const ovs_engine *engine, int64_t score) OVS_NOEXCEPT;

/**
 * The same in words. @return OVS_BAND_...; OVS_BAND_UNKNOWN where the percentile is -1. When the first of a ranking is below
 * OVS_BAND_STRONG, say that there is no strong match. O(log 1000). @since 0.1
 */
OVS_API int32_t ovs_engine_band(const ovs_engine *engine, int64_t score) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param engine  may be NULL. @return engine. Atomic, O(1). @since 0.1
 */
OVS_API ovs_engine *ovs_engine_ref(ovs_engine *engine) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param engine  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_engine_unref(ovs_engine *engine) OVS_NOEXCEPT;

/**
 * The taxonomy of an engine. @param engine  it is borrowed from it: take a reference to keep it; NULL gives NULL. O(1). @since 0.1
 */
OVS_API ovs_taxonomy *ovs_engine_taxonomy(const ovs_engine *engine) OVS_NOEXCEPT;

/**
 * How many times a course names a concept that the taxonomy does not have. @param engine  NULL, or one without a catalogue, gives 0. O(1). @since 0.1
 */
OVS_API uint32_t ovs_engine_unknown_course_skills(const ovs_engine *engine) OVS_NOEXCEPT;

/* --- Ranking ------------------------------------------------------------------------------------------------------ */

/**
 * The occupations a person could move to, best first. The smaller of options->limit and capacity is the most that is returned.
 * @param engine       the engine
 * @param profile      made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param options      may be NULL
 * @param capacity     length of the arrays
 * @param occupations  may be NULL
 * @param scores       of OVS_SCORE_ONE; may be NULL
 * @param readiness    0..1, weighted share of what the occupation requires that the profile meets; may be NULL
 * @param count        number written
 * @param error        may be NULL
 * Errors: OVS_TOO_LITTLE_DATA when the profile has too few skills and knowledge areas. O(postings of the profile + occupations). @since 0.1
 */
OVS_API ovs_status ovs_rank_transitions(const ovs_engine *engine, const ovs_profile *profile, const ovs_rank_options *options, size_t capacity,
                                        ovs_concept *occupations, int64_t *scores, double *readiness, size_t *count, ovs_error *error) OVS_NOEXCEPT;

/**
 * ovs_rank_transitions() of many profiles, on up to options->threads threads that end before the call does.
 * @param engine       the engine
 * @param profiles     n profiles; may be NULL when n is 0
 * @param n            their number
 * @param options      may be NULL
 * @param cancelled    may be NULL; asked between profiles
 * @param user         passed to cancelled
 * @param capacity     entries a profile: those of profile i begin at i x capacity
 * @param occupations  n x capacity; may be NULL
 * @param scores       n x capacity; may be NULL
 * @param readiness    n x capacity; may be NULL
 * @param counts       n numbers written; may be NULL when n is 0
 * @param statuses     n times OVS_OK or OVS_TOO_LITTLE_DATA, on failure n times the status returned; may be NULL
 * @param error        may be NULL
 * Errors: OVS_E_CANCELLED, OVS_E_LIMIT when n x capacity is too large. OVS_OK says nothing of the single profiles: see statuses.
 * n times the cost of one. @since 0.1
 */
OVS_API ovs_status ovs_rank_transitions_batch(const ovs_engine *engine, const ovs_profile *const *profiles, size_t n, const ovs_rank_options *options,
                                              ovs_cancelled_fn cancelled, void *user, size_t capacity, ovs_concept *occupations, int64_t *scores,
                                              double *readiness, size_t *counts, ovs_status *statuses, ovs_error *error) OVS_NOEXCEPT;

/**
 * The ranking as JSON, with labels and reasons: the same bytes as the command line writes. Too little data is told in the document.
 * @param engine    the engine
 * @param profile   made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param language  "nl" for Dutch, anything else is answered in English
 * @param options   may be NULL
 * @param buffer    may be NULL when capacity is 0
 * @param capacity  its bytes
 * @param length    bytes needed, without the NUL
 * @param error     may be NULL
 * Errors: OVS_E_BUFFER_TOO_SMALL. As ovs_rank_transitions(), and an explanation a match. @since 0.1
 */
OVS_API ovs_status ovs_rank_transitions_json(const ovs_engine *engine, const ovs_profile *profile, const char *language, const ovs_rank_options *options,
                                             char *buffer, size_t capacity, size_t *length, ovs_error *error) OVS_NOEXCEPT;

/* --- Explanation -------------------------------------------------------------------------------------------------- */

/**
 * Takes the score of a profile for an occupation apart.
 * @param engine      the engine
 * @param profile     made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param occupation  any occupation of the taxonomy
 * @param out         new handle, owned by the caller; it exists also when there is too little data for a score
 * @param error       may be NULL
 * O(relations log relations). @since 0.1
 */
OVS_API ovs_status ovs_explain_match(const ovs_engine *engine, const ovs_profile *profile, ovs_concept occupation, ovs_explanation **out,
                                     ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param explanation  may be NULL. @return explanation. Atomic, O(1). @since 0.1
 */
OVS_API ovs_explanation *ovs_explanation_ref(ovs_explanation *explanation) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param explanation  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_explanation_unref(ovs_explanation *explanation) OVS_NOEXCEPT;

/**
 * The score, equal to the one ovs_rank_transitions() gives.
 * @param explanation  the explanation
 * @param score        of OVS_SCORE_ONE
 * @param error        may be NULL
 * Errors: OVS_TOO_LITTLE_DATA when the profile or the occupation has too few skills and knowledge areas. O(1). @since 0.1
 */
OVS_API ovs_status ovs_explanation_score(const ovs_explanation *explanation, int64_t *score, ovs_error *error) OVS_NOEXCEPT;

/**
 * Weighted share of the required skills and knowledge that the profile meets.
 * @param explanation  the explanation
 * @param relevance    OVS_RELEVANCE_..., OVS_RELEVANCE_ALL for all together
 * @param share        0..1; 1 when nothing is required
 * @param error        may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_explanation_readiness(const ovs_explanation *explanation, int32_t relevance, double *share, ovs_error *error) OVS_NOEXCEPT;

/**
 * Number of contributions to the score. @param explanation  NULL gives 0. O(1). @since 0.1
 */
OVS_API size_t ovs_explanation_contribution_count(const ovs_explanation *explanation) OVS_NOEXCEPT;

/**
 * One contribution, largest first. They add up to the score, exactly. What only one side has takes away from it.
 * @param explanation  the explanation
 * @param i            0..count - 1
 * @param id           the concept; OVS_NO_CONCEPT for wording or job family as a whole, and for all that neither side has
 * @param dimension    OVS_DIMENSION_...; may be NULL
 * @param score        of OVS_SCORE_ONE; may be NULL
 * @param error        may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_explanation_contribution(const ovs_explanation *explanation, size_t i, ovs_concept *id, int32_t *dimension, int64_t *score,
                                                ovs_error *error) OVS_NOEXCEPT;

/**
 * Number of requirements in a list.
 * @param explanation  NULL gives 0
 * @param list         OVS_LIST_...; anything else gives 0
 * O(1). @since 0.1
 */
OVS_API size_t ovs_explanation_requirement_count(const ovs_explanation *explanation, int32_t list) OVS_NOEXCEPT;

/**
 * One requirement, by relevance (strongest first), weight, concept.
 * @param explanation  the explanation
 * @param list         OVS_LIST_...
 * @param i            0..count - 1
 * @param out          started as OVS_REQUIREMENT_INIT; cleared on failure, untouched when its struct_size is wrong
 * @param error        may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_explanation_requirement(const ovs_explanation *explanation, int32_t list, size_t i, ovs_requirement *out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Number of work conditions the taxonomy grades for the occupation. What is not listed is unknown. @param explanation  NULL gives 0. O(1). @since 0.1
 */
OVS_API size_t ovs_explanation_condition_count(const ovs_explanation *explanation) OVS_NOEXCEPT;

/**
 * One work condition, strongest first; "not relevant" is stated too.
 * @param explanation  the explanation
 * @param i            0..count - 1
 * @param id           the concept
 * @param relevance    OVS_RELEVANCE_...; may be NULL
 * @param error        may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_explanation_condition(const ovs_explanation *explanation, size_t i, ovs_concept *id, int32_t *relevance, ovs_error *error) OVS_NOEXCEPT;

/**
 * Why the occupation stands where it does, in one line.
 * @param explanation  the explanation
 * @param language     "nl" for Dutch, anything else is answered in English
 * @param buffer       may be NULL when capacity is 0
 * @param capacity     its bytes
 * @param length       bytes needed, without the NUL
 * @param error        may be NULL
 * Errors: OVS_E_BUFFER_TOO_SMALL. O(requirements). @since 0.1
 */
OVS_API ovs_status ovs_explanation_reason(const ovs_explanation *explanation, const char *language, char *buffer, size_t capacity, size_t *length,
                                          ovs_error *error) OVS_NOEXCEPT;

/**
 * The whole explanation as JSON.
 * @param explanation  the explanation
 * @param language     "nl" for Dutch, anything else is answered in English
 * @param buffer       may be NULL when capacity is 0
 * @param capacity     its bytes
 * @param length       bytes needed, without the NUL
 * @param error        may be NULL
 * Errors: OVS_E_BUFFER_TOO_SMALL. O(length). @since 0.1
 */
OVS_API ovs_status ovs_explanation_to_json(const ovs_explanation *explanation, const char *language, char *buffer, size_t capacity, size_t *length,
                                           ovs_error *error) OVS_NOEXCEPT;

/**
 * The requirements alone as JSON: readiness, matched, gap, licences.
 * @param explanation  the explanation
 * @param language     "nl" for Dutch, anything else is answered in English
 * @param buffer       may be NULL when capacity is 0
 * @param capacity     its bytes
 * @param length       bytes needed, without the NUL
 * @param error        may be NULL
 * Errors: OVS_E_BUFFER_TOO_SMALL. O(length). @since 0.1
 */
OVS_API ovs_status ovs_explanation_gap_to_json(const ovs_explanation *explanation, const char *language, char *buffer, size_t capacity, size_t *length,
                                               ovs_error *error) OVS_NOEXCEPT;

/* --- Courses ------------------------------------------------------------------------------------------------------ */

/**
 * Courses that teach what a profile lacks for an occupation: those the person can enter first, then by the chosen order.
 * The smaller of options->limit and capacity is the most that is returned.
 * @param engine      made with a catalogue, else OVS_E_INVALID_ARGUMENT
 * @param profile     made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param occupation  the occupation to get ready for
 * @param options     may be NULL
 * @param capacity    length of the arrays
 * @param courses     of the engine's catalogue; may be NULL
 * @param gains       0..1, share of the weight of what is missing (licences included) that the course teaches; may be NULL
 * @param entries     OVS_ENTRY_...; may be NULL
 * @param count       number written
 * @param error       may be NULL
 * O(courses x skills log gap). @since 0.1
 */
OVS_API ovs_status ovs_suggest_courses(const ovs_engine *engine, const ovs_profile *profile, ovs_concept occupation, const ovs_course_options *options,
                                       size_t capacity, ovs_course_id *courses, double *gains, int32_t *entries, size_t *count,
                                       ovs_error *error) OVS_NOEXCEPT;

/**
 * The suggestions as JSON, with what each course closes and what no course teaches.
 * @param engine      made with a catalogue, else OVS_E_INVALID_ARGUMENT
 * @param profile     made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param occupation  the occupation to get ready for
 * @param language    "nl" for Dutch, anything else is answered in English
 * @param options     may be NULL
 * @param buffer      may be NULL when capacity is 0
 * @param capacity    its bytes
 * @param length      bytes needed, without the NUL
 * @param error       may be NULL
 * Errors: OVS_E_BUFFER_TOO_SMALL. As ovs_suggest_courses(), and O(length). @since 0.1
 */
OVS_API ovs_status ovs_suggest_courses_json(const ovs_engine *engine, const ovs_profile *profile, ovs_concept occupation, const char *language,
                                            const ovs_course_options *options, char *buffer, size_t capacity, size_t *length,
                                            ovs_error *error) OVS_NOEXCEPT;

/**
 * Which courses together close the gap to an occupation, within money and time: the best set, in an order in which each can be entered, and
 * whether it is proven that nothing is better. As JSON; json.hpp has its form.
 * @param engine      made with a catalogue, else OVS_E_INVALID_ARGUMENT
 * @param profile     made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param occupation  the occupation to get ready for
 * @param options     NULL: the three plans, within a year
 * @param language    "nl" for Dutch, anything else is answered in English
 * @param out         new handle; ovs_report_json() reads it
 * @param error       may be NULL
 * Errors: OVS_E_INVALID_ARGUMENT. Exponential in the worst case, within max_nodes; under a millisecond as a rule. @since 0.1
 */
OVS_API ovs_status ovs_plan_courses(const ovs_engine *engine, const ovs_profile *profile, ovs_concept occupation, const ovs_plan_options *options,
                                    const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Which one skill, licence or course opens most of the work that lies near a person: after which occupations are open, that is, asked for at most as
 * far as the person is ready and with all essential licences. As JSON; json.hpp has its form.
 * @param engine         with or without a catalogue
 * @param profile        made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param ready_percent  an occupation is open from this percentage of readiness, 1..100; 0 = 60
 * @param nearest        look at so many best matches; OVS_NO_LIMIT = all occupations that get a score, 0 = 100
 * @param limit          most skills and most courses, 1..1000; 0 = 10
 * @param language       "nl" for Dutch, anything else is answered in English
 * @param out            new handle; ovs_report_json() reads it
 * @param error          may be NULL
 * Errors: OVS_E_INVALID_ARGUMENT. O(ranking + nearest x explaining + courses x skills x nearest). @since 0.1
 */
OVS_API ovs_status ovs_unlock(const ovs_engine *engine, const ovs_profile *profile, uint32_t ready_percent, uint32_t nearest, uint32_t limit,
                              const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/** How far and how long a path may go. OVS_NO_LIMIT = any. */
typedef struct ovs_path_options {
  uint32_t struct_size;
  uint32_t moves;         /* 1..3: training, or going to work in an occupation; the last one goes to the target; 0 = 3 */
  uint32_t money, weeks;  /* most euros, and most weeks of training and of work on the way together */
  uint32_t ready_percent; /* 1..100: work can begin from this readiness, with all essential licences; 0 = 60 */
  uint32_t stay_weeks;    /* 1..520: in each occupation on the way; 0 = 52 */
  uint32_t stones;        /* look at so many occupations on the way, those that bring the target nearest; OVS_NO_LIMIT = all, 0 = 30 */
  uint32_t limit;         /* most paths, 1..1000; 0 = 10 */
  uint64_t max_nodes;     /* of each search for courses, as in ovs_plan_options; 0 = 1,000,000 */
  uint32_t least_fit_percent; /* as in ovs_plan_options, 0..100 */
  uint32_t reserved;      /* 0 */
} ovs_path_options;
#define OVS_PATH_OPTIONS_INIT { (uint32_t)sizeof(ovs_path_options), 0, OVS_NO_LIMIT, 156, 0, 0, 0, 0, 0, 50, 0 }

/**
 * Stepping stones: how to get to an occupation in at most three moves, by work on the way and by training; what is learnt on the way counts. The
 * paths that no other beats in cost, weeks and readiness, as JSON; json.hpp has its form.
 * @param engine         with or without a catalogue; without one there is no training
 * @param profile        made from a taxonomy of equal content, else OVS_E_INVALID_ARGUMENT
 * @param target         the occupation to get to
 * @param options        NULL: OVS_PATH_OPTIONS_INIT
 * @param advice         options as of ovs_advise(), of which the gates count: what they hide is on no path; NULL for the defaults, which hide nothing
 * @param advice_length  its bytes, or OVS_TERMINATED
 * @param language       "nl" for Dutch, anything else is answered in English
 * @param out            new handle; ovs_report_json() reads it
 * @param error          may be NULL
 * Errors: OVS_E_INVALID_ARGUMENT; OVS_E_MALFORMED for `advice`. O(stones^2 x (explaining + planning)) at most. @since 0.1
 */
OVS_API ovs_status ovs_find_paths(const ovs_engine *engine, const ovs_profile *profile, ovs_concept target, const ovs_path_options *options,
                                  const char *advice, size_t advice_length, const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Which skills are short in a region: a group of people against the work that is wanted, and which of what is short no course teaches. As JSON;
 * json.hpp has its form.
 * @param engine       with or without a catalogue
 * @param profiles     profile_count of them, made from a taxonomy of equal content; none NULL
 * @param people       how many people have each profile; NULL: one
 * @param occupations  job_count of them
 * @param jobs         how many jobs there are in each occupation; NULL: one
 * @param relevance    OVS_RELEVANCE_...: what jobs ask at least this much counts; 0 = important
 * @param limit        most skills, 1..100000; 0 = 20
 * @param language     "nl" for Dutch, anything else is answered in English
 * @param out          new handle; ovs_report_json() reads it
 * @param error        may be NULL
 * Errors: OVS_E_INVALID_ARGUMENT. O(profiles x (skills asked + occupations x their relations)). @since 0.1
 */
OVS_API ovs_status ovs_demand(const ovs_engine *engine, const ovs_profile *const *profiles, const uint32_t *people, size_t profile_count,
                              const ovs_concept *occupations, const uint32_t *jobs, size_t job_count, int32_t relevance, uint32_t limit,
                              const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;
/* --- Funding ------------------------------------------------------------------------------------------------------ */

/**
 * Opens the funding rules that are compiled in. They are data with sources and dates, and no source of law: who grants the money decides.
 * @param out    new handle, owned by the caller
 * @param error  may be NULL
 * O(bytes of the rules). @since 0.1
 */
OVS_API ovs_status ovs_funding_open_default(ovs_funding **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Reads funding rules from a JSON file (taxonomy/schema/overstap-funding-1.schema.json).
 * @param path   file name
 * @param base   rules that these are added to; NULL = these alone. It is copied
 * @param out    new handle, owned by the caller
 * @param error  may be NULL; line and byte_offset are set for OVS_E_MALFORMED
 * Errors: OVS_E_IO, OVS_E_MALFORMED, OVS_E_FORMAT_VERSION, OVS_E_LIMIT (16 MiB). O(bytes log rules). @since 0.1
 */
OVS_API ovs_status ovs_funding_load_file(const char *path, const ovs_funding *base, ovs_funding **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * As ovs_funding_load_file(), from memory.
 * @param name   stands in messages
 * @param data   UTF-8; it is copied
 * @param size   its bytes
 * @param base   rules that these are added to; NULL = these alone. It is copied
 * @param out    new handle, owned by the caller
 * @param error  may be NULL; line and byte_offset are set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED, OVS_E_FORMAT_VERSION, OVS_E_LIMIT. O(size log rules). @since 0.1
 */
OVS_API ovs_status ovs_funding_load_json(const char *name, const void *data, size_t size, const ovs_funding *base, ovs_funding **out,
                                         ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param funding  may be NULL. @return funding. Atomic, O(1). @since 0.1
 */
OVS_API ovs_funding *ovs_funding_ref(ovs_funding *funding) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param funding  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_funding_unref(ovs_funding *funding) OVS_NOEXCEPT;

/**
 * What funding rules say of courses, a person and a day: for each course and rule yes, no with what is against it, or unknown with what to find
 * out; amounts; and what the course costs after what is certain and after what is possible. In whole euros: what is given is rounded down, what
 * is left is rounded up. The same as `overstap funding --json`; funding_report.hpp has the form.
 * @param funding    the rules
 * @param catalogue  whose courses these are
 * @param courses    their numbers; may be NULL when count is 0
 * @param count      how many
 * @param context    JSON, {"overstap_funding_context": 1, ...} (the same schema): what is known of the person and the employer, never who it is;
 *                   NULL = nothing is known
 * @param length     its bytes, or OVS_TERMINATED
 * @param date       day of the application, such as "2026-11-29"; the library has no clock
 * @param flags      OVS_FUNDING_...
 * @param language   of names and sentences: "nl" for Dutch, anything else is answered in English
 * @param out        new handle; ovs_report_json() reads it
 * @param error      may be NULL; line and byte_offset are set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED and OVS_E_FORMAT_VERSION for the context. O(courses x rules x conditions). @since 0.1
 */
OVS_API ovs_status ovs_course_funding(const ovs_funding *funding, const ovs_catalogue *catalogue, const ovs_course_id *courses, size_t count, const char *context,
                                      size_t length, const char *date, uint32_t flags, const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/* --- Advice ------------------------------------------------------------------------------------------------------- */

/**
 * Reads labour-market figures from a CSV file: a header with the column occupation (URI or 1 to 4 digits of an ISCO-08 code), at least one
 * of tightness, wage and automation_risk, and perhaps region. What a row does not state is "not considered".
 * @param path    file name
 * @param source  whose figures these are; NULL: as the file says, in a line "# source: ..." before the header
 * @param date    2026, 2026-Q2, 2026-06 or 2026-06-30; NULL: as the file says, in a line "# date: ..."
 * @param out     new handle, owned by the caller
 * @param error   may be NULL; line is set for OVS_E_MALFORMED
 * Errors: OVS_E_IO, OVS_E_MALFORMED (no source or date among it), OVS_E_LIMIT. O(bytes log rows). @since 0.1
 */
OVS_API ovs_status ovs_figures_load_file(const char *path, const char *source, const char *date, ovs_figures **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param figures  may be NULL. @return figures. Atomic, O(1). @since 0.1
 */
OVS_API ovs_figures *ovs_figures_ref(ovs_figures *figures) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param figures  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_figures_unref(ovs_figures *figures) OVS_NOEXCEPT;

/**
 * Whose figures they are. @param figures  the text is borrowed from it; NULL gives "". O(1). @since 0.1
 */
OVS_API const char *ovs_figures_source(const ovs_figures *figures) OVS_NOEXCEPT;

/**
 * What date they are of. @param figures  the text is borrowed from it; NULL gives "". O(1). @since 0.1
 */
OVS_API const char *ovs_figures_date(const ovs_figures *figures) OVS_NOEXCEPT;

/**
 * What an adviser shows: the ranking with what stands in the way of each occupation (regulated by law, licences, level of education, work
 * conditions, no mediation), moved by figures, in one list or two. The same as `overstap transitions --json`.
 * @param engine    the engine
 * @param profile   made from the engine's taxonomy
 * @param options   JSON, {"overstap_advice": 1, ...} (taxonomy/schema/overstap-advice-1.schema.json); NULL = all defaults: ten matches,
 *                  what stands in the way is told and moves nothing. Hidden occupations are always counted.
 * @param length    its bytes, or OVS_TERMINATED
 * @param figures   may be NULL: none are considered
 * @param language  of labels and reasons, such as "nl"
 * @param out       new handle with the lists as JSON, owned by the caller; "status" in it is "too_little_data" when there is no answer
 * @param error     may be NULL; line is set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED and OVS_E_FORMAT_VERSION for options. Costs a ranking of all occupations. @since 0.1
 */
OVS_API ovs_status ovs_advise(const ovs_engine *engine, const ovs_profile *profile, const char *options, size_t length, const ovs_figures *figures,
                              const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Why an occupation is not among the first: its place, what the last of the first places has more, what stands in the way, and which
 * skills would bring it further up, each with the place it would have. The same as `overstap whynot --json`.
 * @param engine      the engine
 * @param profile     made from the engine's taxonomy
 * @param occupation  the occupation
 * @param shown       the first so many places are what it is held against; 0 = none
 * @param limit       most skills that would help; 0 = none
 * @param options     as for ovs_advise(), of which the gates and limits count here; NULL = all defaults
 * @param length      its bytes, or OVS_TERMINATED
 * @param language    of labels and sentences, such as "nl"
 * @param out         new handle with the answer as JSON, owned by the caller; "place" in it is null when there is too little data, or for
 *                    a past occupation
 * @param error       may be NULL; line is set for OVS_E_MALFORMED
 * Errors: OVS_E_MALFORMED and OVS_E_FORMAT_VERSION for options. Costs a ranking for every requirement that is not met. @since 0.1
 */
OVS_API ovs_status ovs_why_not(const ovs_engine *engine, const ovs_profile *profile, ovs_concept occupation, uint32_t shown, uint32_t limit, const char *options,
                               size_t length, const char *language, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Which skills and knowledge areas to ask the person about: those whose answers are expected to change the ranking most. State the
 * answers in a new profile and ask again. The same as `overstap questions --json`.
 * @param engine    the engine
 * @param profile   made from the engine's taxonomy
 * @param limit     most questions, up to 100; 0 = 15
 * @param language  of labels and reasons, such as "nl"
 * @param out       new handle with the questions as JSON, owned by the caller; "status" in it is "too_little_data" when there is no ranking
 *                  yet, and then what half of all occupations ask comes first
 * @param error     may be NULL
 * O(Rank + things to ask x (items x depth + candidates x groups)): 5 to 10 ms on ESCO. @since 0.1
 */
OVS_API ovs_status ovs_questions(const ovs_engine *engine, const ovs_profile *profile, uint32_t limit, const char *language, ovs_report **out,
                                 ovs_error *error) OVS_NOEXCEPT;

/* --- Data: import, corrections, versions, export ------------------------------------------------------------------- */

/* Forms of taxonomies that can be read. */
enum {
  OVS_IMPORT_JSON = 0,        /* Overstap JSON: files */
  OVS_IMPORT_COMPETENTNL = 1, /* CompetentNL: files or folders of N-Triples, Turtle, SPARQL JSON results */
  OVS_IMPORT_ESCO = 2,        /* ESCO: one folder of CSV files */
  OVS_IMPORT_ONET = 3         /* O*NET: one folder of text files */
};
/* Forms of course feeds that can be read. */
enum {
  OVS_FEED_EDUDEX = 0, /* EDU-DEX programmes: files or folders of .xml */
  OVS_FEED_OEAPI = 1   /* OEAPI (OOAPI) v6 courses, programmes and offerings: files or folders of .json */
};
/* Flags of ovs_catalogue_import(). */
enum {
  OVS_FEED_KEEP_GOING = 1 /* leave out a document that cannot be read, and tell; otherwise it is the error of the whole */
};
/* Forms a taxonomy can be written in. */
enum {
  OVS_EXPORT_JSON = 0,    /* Overstap JSON: everything but where overlays came from */
  OVS_EXPORT_NTRIPLES = 1 /* SKOS as N-Triples, with CompetentNL's vocabulary; not: needed levels, importances, Job Zones, overlays, courses */
};
/* How the concepts of two taxonomies correspond. */
enum {
  OVS_CROSSWALK_MATCHES = 0, /* by the matches that stand in either, and the crosswalk file if one is named */
  OVS_CROSSWALK_VERSIONS = 1 /* two versions of one taxonomy: by URI, replacement and label; and the file if one is named */
};

/**
 * Builds a taxonomy from files of another form. The same as `overstap import`.
 * @param format   OVS_IMPORT_...
 * @param paths    file or folder names; exactly one for ESCO and O*NET
 * @param count    number of paths, at least 1
 * @param map      CompetentNL only: file with the predicate map to use instead of the built-in one; NULL otherwise
 * @param out      new handle, owned by the caller
 * @param courses  new handle with the courses (JSON) or qualifications (CompetentNL) in the files, empty for the others; may be NULL
 * @param report   new handle that tells what was read, merged, left out and missing; may be NULL
 * @param error    may be NULL; line is set for OVS_E_MALFORMED
 * Errors: OVS_E_IO, OVS_E_MALFORMED, OVS_E_FORMAT_VERSION, OVS_E_LIMIT. O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_import(int32_t format, const char *const *paths, size_t count, const char *map, ovs_taxonomy **out, ovs_catalogue **courses,
                                       ovs_report **report, ovs_error *error) OVS_NOEXCEPT;

/**
 * Builds a course catalogue from a feed of another form. The same as `overstap import edudex` and `overstap import oeapi`. What is wrong with one
 * record or field is in the report, and the rest goes on. Neither form says what a course teaches, but for references to CompetentNL in OEAPI.
 * @param format      OVS_FEED_...
 * @param paths       file or folder names; their order is of no matter
 * @param count       number of paths, at least 1
 * @param taxonomy    a course of which nothing else says what it teaches, teaches the knowledge areas of its field of study in it; also tells
 *                    what of all that is taught is known; may be NULL
 * @param norms       catalogues whose courses lend what they teach to those with the same code (crebo, certificate, keuzedeel, croho, RIO)
 * @param norm_count  number of norms; 0 when `norms` is NULL
 * @param flags       OVS_FEED_KEEP_GOING or 0
 * @param out         new handle, owned by the caller
 * @param report      new handle that tells what was read and left out, where and why, and from what courses got their skills; may be NULL
 * @param error       may be NULL; line is set for OVS_E_MALFORMED
 * Errors: OVS_E_IO, OVS_E_MALFORMED, OVS_E_LIMIT. O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_catalogue_import(int32_t format, const char *const *paths, size_t count, const ovs_taxonomy *taxonomy, const ovs_catalogue *const *norms,
                                        size_t norm_count, uint32_t flags, ovs_catalogue **out, ovs_report **report, ovs_error *error) OVS_NOEXCEPT;

/**
 * Lays local corrections over a taxonomy, in order, and builds the result; `base` stays as it is. The same as `overstap overlay`.
 * @param base    the taxonomy below
 * @param paths   overlay files (taxonomy/schema/overstap-overlay-1.schema.json)
 * @param count   number of paths, at least 1
 * @param out     new handle, owned by the caller
 * @param report  new handle that tells what was added, changed and removed; may be NULL
 * @param error   may be NULL; line and byte_offset are set for OVS_E_MALFORMED
 * Errors: OVS_E_IO, OVS_E_MALFORMED (conflicts too), OVS_E_FORMAT_VERSION. O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_overlay(const ovs_taxonomy *base, const char *const *paths, size_t count, ovs_taxonomy **out, ovs_report **report,
                                        ovs_error *error) OVS_NOEXCEPT;

/**
 * What a taxonomy holds and lacks, for whoever maintains it: counts, coverage, density, warnings. The same as `overstap info --json`.
 * @param taxonomy   the taxonomy
 * @param catalogue  courses that go with it; may be NULL
 * @param out        new handle, owned by the caller
 * @param error      may be NULL
 * O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_info(const ovs_taxonomy *taxonomy, const ovs_catalogue *catalogue, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * What changed between two taxonomies, by URI. The same as `overstap diff --json`.
 * @param before  the older one
 * @param after   the newer one
 * @param same    1 when they say the same, else 0; may be NULL
 * @param out     new handle, owned by the caller; may be NULL
 * @param error   may be NULL
 * O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_diff(const ovs_taxonomy *before, const ovs_taxonomy *after, int32_t *same, ovs_report **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Writes a taxonomy in another form, atomically as ovs_taxonomy_save_file() does.
 * @param taxonomy   what to write
 * @param catalogue  courses to write along, OVS_EXPORT_JSON only; may be NULL
 * @param format     OVS_EXPORT_...
 * @param path       file name
 * @param error      may be NULL
 * Errors: OVS_E_IO, OVS_E_MALFORMED (a URI that RDF does not allow). O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_taxonomy_export_file(const ovs_taxonomy *taxonomy, const ovs_catalogue *catalogue, int32_t format, const char *path, ovs_error *error)
    OVS_NOEXCEPT;

/**
 * Whether a concept is current: 0 current, 1 historic, 2 archived; -1 when there is none. Only current occupations are ranked.
 * @param taxonomy  the taxonomy
 * @param id        the concept
 * O(1). @since 0.1
 */
OVS_API int32_t ovs_taxonomy_concept_status(const ovs_taxonomy *taxonomy, ovs_concept id) OVS_NOEXCEPT;

/**
 * A profile in another taxonomy. Nothing is invented: translated there and back, a profile has nothing it did not have. The rules
 * stand in crosswalk.hpp. The same as `overstap translate`.
 * @param profile  the profile
 * @param into     taxonomy to translate to
 * @param by       OVS_CROSSWALK_...
 * @param path     crosswalk file: ESCO's form, or CSV with from,type,to; its links count in both directions; may be NULL
 * @param lang     language of the labels in the report, such as "nl"
 * @param out      new handle, owned by the caller; may be empty of items
 * @param report   new handle that tells of every item what became of it; may be NULL
 * @param error    may be NULL
 * Errors: OVS_E_IO, OVS_E_MALFORMED. O(n log n). @since 0.1
 */
OVS_API ovs_status ovs_profile_translate(const ovs_profile *profile, const ovs_taxonomy *into, int32_t by, const char *path, const char *lang, ovs_profile **out,
                                         ovs_report **report, ovs_error *error) OVS_NOEXCEPT;

/**
 * A report as one line of JSON.
 * @param report  the text is borrowed from it; NULL gives NULL
 * @param length  bytes without the NUL; may be NULL
 * O(1). @since 0.1
 */
OVS_API const char *ovs_report_json(const ovs_report *report, size_t *length) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param report  may be NULL. @return report. Atomic, O(1). @since 0.1
 */
OVS_API ovs_report *ovs_report_ref(ovs_report *report) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param report  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_report_unref(ovs_report *report) OVS_NOEXCEPT;

/* --- Stores of vacancies and persons ------------------------------------------------------------------------------ */

/* What a store holds. */
enum { OVS_STORE_VACANCIES = 0, OVS_STORE_PERSONS = 1 };

/* A score of 1 in a store: the person has all that the vacancy asks, but for rounding (met = needed says it exactly). */
#define OVS_STORE_SCORE_ONE ((int64_t)0x7FFFFFFF)

/* What a change did, filled by ovs_store_apply(). */
typedef struct ovs_store_change {
  uint32_t struct_size;
  uint32_t reserved;
  uint64_t snapshot; /* readers see the change from this snapshot on */
  uint64_t added;    /* documents that were not there */
  uint64_t replaced;
  uint64_t deleted;  /* fewer than asked where some were not there */
} ovs_store_change;
#define OVS_STORE_CHANGE_INIT { (uint32_t)sizeof(ovs_store_change), 0, 0, 0, 0, 0 }

/* Filled by ovs_store_inspect(). */
typedef struct ovs_store_info {
  uint32_t struct_size;
  int32_t side;       /* OVS_STORE_... */
  uint64_t snapshot;  /* number of changes ever made */
  uint64_t documents;
  uint64_t rows;      /* with those replaced or deleted that still take room, until ovs_store_compact() */
  uint64_t items;     /* of all rows */
  uint64_t segments;
  uint64_t bytes;     /* memory, or mapped file, of the newest snapshot */
} ovs_store_info;
#define OVS_STORE_INFO_INIT { (uint32_t)sizeof(ovs_store_info), 0, 0, 0, 0, 0, 0, 0 }

typedef struct ovs_store_options {
  uint32_t struct_size;
  uint32_t limit;      /* most documents; 0 = 10 */
  int64_t least_score; /* of OVS_STORE_SCORE_ONE: those below are left out; what shares nothing always is */
  /* Only documents that have, of every group, at least one tag: group g is tags[group_begin[g]] to tags[group_begin[g + 1]], the last one not
   * included. group_count + 1 offsets. Read during the call only; may be NULL when there are no groups. */
  const size_t *group_begin;
  const uint32_t *tags;
  size_t group_count;
} ovs_store_options;
#define OVS_STORE_OPTIONS_INIT { (uint32_t)sizeof(ovs_store_options), 10, 0, NULL, NULL, 0 }

/**
 * An empty store. Documents are told in concepts of the engine's taxonomy; its skills and knowledge areas count, each by how rare it is among
 * occupations, other concepts do not. How much of what a vacancy asks a person has is the score of the two, min(have, need) of each level, and
 * it is the same from both sides: in a store of vacancies searched for the person and in a store of persons searched for the vacancy.
 * @param engine  its taxonomy is kept by the store
 * @param side    OVS_STORE_...
 * @param out     new handle, owned by the caller
 * @param error   may be NULL
 * O(concepts + relations). @since 0.1
 */
OVS_API ovs_status ovs_store_create(const ovs_engine *engine, int32_t side, ovs_store **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Maps a file that ovs_store_save_file() wrote, and checks it. It must not be changed while a handle lives, but may be replaced by saving over it.
 * @param engine  of the taxonomy the store was made with, else OVS_E_INVALID_ARGUMENT
 * @param path    file name
 * @param out     new handle, owned by the caller
 * @param error   may be NULL
 * Errors: OVS_E_IO, OVS_E_MALFORMED, OVS_E_CHECKSUM, OVS_E_FORMAT_VERSION. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_store_load_file(const ovs_engine *engine, const char *path, ovs_store **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * The same of a copy of bytes in memory.
 * @param engine  as ovs_store_load_file()
 * @param data    the bytes of such a file; not needed after the call
 * @param size    number of bytes
 * @param out     new handle, owned by the caller
 * @param error   may be NULL
 * Errors: OVS_E_MALFORMED, OVS_E_CHECKSUM, OVS_E_FORMAT_VERSION. O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_store_load_memory(const ovs_engine *engine, const void *data, size_t size, ovs_store **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Writes the newest snapshot, atomically as ovs_taxonomy_save_file() does: all of it, or what stood there before, whatever happens. Changes and
 * searches go on meanwhile; any thread.
 * @param store  what to write
 * @param path   file name
 * @param error  may be NULL
 * Errors: OVS_E_IO, OVS_E_LIMIT (thousands of segments: compact first). O(bytes). @since 0.1
 */
OVS_API ovs_status ovs_store_save_file(const ovs_store *store, const char *path, ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param store  may be NULL. @return store. Atomic, O(1). @since 0.1
 */
OVS_API ovs_store *ovs_store_ref(ovs_store *store) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one, those of readers included, frees. @param store  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_store_unref(ovs_store *store) OVS_NOEXCEPT;

/**
 * Deletes documents, then adds or replaces others, all in one snapshot or, when the status is not OVS_OK, nothing. Any thread: changes wait for
 * each other, searches for nothing. Document i has the items concepts[item_begin[i]] to concepts[item_begin[i + 1]], the last one not included,
 * with their levels: what the vacancy asks, or what the person has.
 * @param store       the store
 * @param ids         n numbers of documents, the caller's own, each once; may be NULL when n is 0
 * @param n           their number
 * @param item_begin  n + 1 offsets; may be NULL when n is 0
 * @param concepts    concepts of the taxonomy, each at most once in a document, at most 4,096; may be NULL when there are none
 * @param levels      1..4, 0 = not stated: 1 when asked, 4 when had; as many as concepts; may be NULL: none stated
 * @param tag_begin   n + 1 offsets; may be NULL: no tags
 * @param tags        what filters can ask, as the caller numbers it: regions, classes of hours, levels of education
 * @param deletes     m numbers of documents; ones that are not there are passed over; may be NULL when m is 0
 * @param m           their number
 * @param change      may be NULL
 * @param error       may be NULL: says which document is wrong
 * Errors: OVS_E_LIMIT. O(items), plus now and then a merge of up to 4,096 documents; batches are much cheaper than single documents. @since 0.1
 */
OVS_API ovs_status ovs_store_apply(ovs_store *store, const uint64_t *ids, size_t n, const size_t *item_begin, const ovs_concept *concepts,
                                   const uint8_t *levels, const size_t *tag_begin, const uint32_t *tags, const uint64_t *deletes, size_t m,
                                   ovs_store_change *change, ovs_error *error) OVS_NOEXCEPT;

/**
 * Merges a few segments, in the caller's thread: what keeps a store that changes small and fast. It changes no result. Any thread; changes and
 * searches go on meanwhile. Call it now and then, until *more is 0.
 * @param store  the store
 * @param most   merges at most so many documents in this call; 0 = 261,632, about a second; never more than 1,046,528, four to five seconds
 * @param more   1 when there is more to do, else 0; may be NULL
 * @param error  may be NULL
 * O(items of those documents). @since 0.1
 */
OVS_API ovs_status ovs_store_compact(ovs_store *store, uint32_t most, int32_t *more, ovs_error *error) OVS_NOEXCEPT;

/**
 * How large a store is. Any thread.
 * @param store  the store
 * @param info   start it as OVS_STORE_INFO_INIT
 * @param error  may be NULL
 * O(segments). @since 0.1
 */
OVS_API ovs_status ovs_store_inspect(const ovs_store *store, ovs_store_info *info, ovs_error *error) OVS_NOEXCEPT;

/**
 * A reader of the newest snapshot, with the memory that a search works in: one a thread.
 * @param store  it is kept by the reader
 * @param out    new handle, owned by the caller
 * @param error  may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_store_reader_create(const ovs_store *store, ovs_store_reader **out, ovs_error *error) OVS_NOEXCEPT;

/**
 * Takes one more reference. @param reader  may be NULL. @return reader. Atomic, O(1). @since 0.1
 */
OVS_API ovs_store_reader *ovs_store_reader_ref(ovs_store_reader *reader) OVS_NOEXCEPT;

/**
 * Gives one reference back; the last one frees. @param reader  may be NULL. Atomic, O(1). @since 0.1
 */
OVS_API void ovs_store_reader_unref(ovs_store_reader *reader) OVS_NOEXCEPT;

/**
 * Goes on with the newest snapshot; until then a reader sees the one it has, whatever is changed. Never waits.
 * @param reader    the reader
 * @param snapshot  number of the snapshot, as in ovs_store_change; may be NULL
 * @param error     may be NULL
 * O(1). @since 0.1
 */
OVS_API ovs_status ovs_store_reader_refresh(ovs_store_reader *reader, uint64_t *snapshot, ovs_error *error) OVS_NOEXCEPT;

/**
 * For the client: the vacancies of which a person has most, best first, equal ones by number. The smaller of options->limit and capacity is the
 * most that is returned. What a vacancy asks and a person has is ovs_store_reader_document() and the concepts given, so met can be added up.
 * @param reader    of a store of vacancies
 * @param concepts  what the person has, each once (ovs_profile_item() lists a profile's); may be NULL when n is 0
 * @param levels    n levels 1..4, 0 = not stated; may be NULL: none stated
 * @param n         their number
 * @param options   may be NULL
 * @param capacity  length of the arrays
 * @param ids       numbers of the vacancies; may be NULL
 * @param scores    of OVS_STORE_SCORE_ONE; may be NULL
 * @param met       weight x min(have, need) of all that the vacancy asks; may be NULL
 * @param needed    weight x need of it; may be NULL
 * @param count     number written
 * @param error     may be NULL
 * O(postings of the concepts + documents / 64). @since 0.1
 */
OVS_API ovs_status ovs_store_rank_vacancies(ovs_store_reader *reader, const ovs_concept *concepts, const uint8_t *levels, size_t n,
                                            const ovs_store_options *options, size_t capacity, uint64_t *ids, int64_t *scores, uint64_t *met,
                                            uint64_t *needed, size_t *count, ovs_error *error) OVS_NOEXCEPT;

/**
 * For the employer: the persons who have most of what a vacancy asks. As ovs_store_rank_vacancies(), with the same score for a pair.
 * @param reader    of a store of persons
 * @param concepts  what the vacancy asks
 * @param levels    n levels 1..4, 0 = not stated; may be NULL: none stated
 * @param n         their number
 * @param options   may be NULL
 * @param capacity  length of the arrays
 * @param ids       numbers of the persons; may be NULL
 * @param scores    of OVS_STORE_SCORE_ONE; may be NULL
 * @param met       may be NULL
 * @param needed    the same for all; may be NULL
 * @param count     number written
 * @param error     may be NULL
 * O(postings of the concepts + documents / 64). @since 0.1
 */
OVS_API ovs_status ovs_store_rank_persons(ovs_store_reader *reader, const ovs_concept *concepts, const uint8_t *levels, size_t n,
                                          const ovs_store_options *options, size_t capacity, uint64_t *ids, int64_t *scores, uint64_t *met,
                                          uint64_t *needed, size_t *count, ovs_error *error) OVS_NOEXCEPT;

/**
 * A document as it is kept. Where an array is too short, OVS_E_BUFFER_TOO_SMALL, and the counts say what is needed.
 * @param reader         the reader
 * @param id             its number
 * @param item_capacity  length of concepts and levels
 * @param concepts       ascending; may be NULL
 * @param levels         1..4; may be NULL
 * @param item_count     number of items; may be NULL
 * @param tag_capacity   length of tags
 * @param tags           ascending, each once; may be NULL
 * @param tag_count      number of tags; may be NULL
 * @param error          may be NULL
 * Errors: OVS_E_NOT_FOUND, OVS_E_BUFFER_TOO_SMALL. O(segments log documents + tags of its segment). @since 0.1
 */
OVS_API ovs_status ovs_store_reader_document(ovs_store_reader *reader, uint64_t id, size_t item_capacity, ovs_concept *concepts, uint8_t *levels,
                                             size_t *item_count, size_t tag_capacity, uint32_t *tags, size_t *tag_count, ovs_error *error) OVS_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
