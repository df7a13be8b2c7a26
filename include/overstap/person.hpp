// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A person as a JSON document: Overstap's own form, read and written, and the profile of a job seeker as Dutch employment services
// exchange it (VUM, version 3), read only. Both become a Profile and a report of what did not. No free text is read or
// understood, and nothing that says who the person is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/io.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// Why a part of a document is not, or not wholly, in the profile.
enum class PersonNoteKind : std::uint8_t {
  kUnknownUri = 0,      ///< the taxonomy does not have it
  kWrongKind = 1,       ///< it does, but a person cannot have it, or it is no occupation
  kNoUri = 2,           ///< a competence or past job without the URI of a concept
  kDateIgnored = 3,     ///< counts as not stated: no date, or one that cannot be; the job still counts
  kLevelIgnored = 4,    ///< counts as not stated: no level that is known; the competence still counts
  kUnknownLicence = 5,  ///< the taxonomy has no driving licence of this category, or several
  kNotRead = 6,         ///< education, courses, languages: no concept follows from what the document says
  kOldVersion = 7,      ///< of version 2, in codes or words that are no concepts
  kNothingFound = 8,    ///< the whole document gave nothing
};
inline constexpr int kPersonNoteKinds = 9;
/// "unknown-uri", "wrong-kind", "no-uri", "date", "level", "licence", "not-read", "old-version", "nothing-found".
std::string_view Name(PersonNoteKind kind);

struct PersonNote {
  PersonNoteKind kind = PersonNoteKind::kNothingFound;
  std::string what;  ///< the URI or category of licence, at most about 200 bytes, else the name of the attribute; never another value
  Position position;
};

/// What became of a document about a person, for the caller to show.
struct PersonReport {
  std::uint64_t jobs = 0;      ///< past occupations; one that stands there twice counts twice
  std::uint64_t skills = 0;    ///< skills, knowledge areas and tasks that are stated, likewise
  std::uint64_t licences = 0;  ///< stated, likewise
  std::uint64_t inferred = 0, denied = 0, unsure = 0;
  std::vector<PersonNote> notes;  ///< those about competences, then jobs, licences, and the rest; each in the document's order

  std::uint64_t Count(PersonNoteKind kind) const {
    std::uint64_t count = 0;
    for (const auto& note : notes) count += note.kind == kind;
    return count;
  }
};

struct PersonDocument {
  Profile profile;
  PersonReport report;
};

/// Reads Overstap's own form (taxonomy/schema/overstap-person-1.schema.json):
///   {"overstap_person": 1, "base": "urn:x:",
///    "jobs": [{"occupation": URI, "months": 30, "months_since": 12}, {"occupation": URI, "worth": 875}],
///    "skills": [{"concept": URI, "level": 3, "evidence": "claimed"}], "denied": [URI], "unsure": [URI], "nlqf": "4+",
///    "inferred": [{"concept": URI, "strength": "important", "level": 2, "importance": 700, "worth": 500}]}
/// Only the version and a list's URIs (and "strength") must be there. A URI without a colon follows "base". "months" and "months_since"
/// mean what they do in Experience; "worth" (thousandths) stands in their place when only that is known. "evidence" is claimed (when left out),
/// confirmed, evc or diploma. A job may stand there twice, for two periods. "inferred" is for profiles that are
/// written out: it stands in place of what jobs tell about the same concept.
/// The form is strict. Errors, with line and column: kMalformed for an unknown key (there is none for a name, number, sex, date of
/// birth, origin or health), a value that does not fit, a URI the taxonomy does not have or that a person cannot have, and a concept
/// named twice: a document has no last word, so it stands once among "skills", "denied" and "unsure", and once in "inferred", where it
/// may be "unsure" but not of the other two. kFormatVersion, kLimit (16 MiB, 32 levels, a million values).
StatusOr<PersonDocument> ReadPerson(const JsonSource& source, const Taxonomy& taxonomy);

/// Reads the profile of a job seeker after the VUM interface, version 3 (data standard 1.5): the object alone, or the only one in an
/// array, or in "werkzoekendeProfiel", "werkzoekendeProfielen" or "matches". From its "arbeidsmarktkwalificatie" it takes
/// - competentiebeheersing: codeCompetentie as claimed; a draft's codeCompetentieniveau "L1".."L4" as the level;
/// - werkervaring: beroep.codeBeroepsnaam as a past occupation, with Experience from datumAanvangWerkzaamheden and
///   datumEindeWerkzaamheden (the last day): whole months, until today when there is no end or it is still to come. No date
///   at all is not stated. A date that is none, a start after today and an end before the start are noted, and then length and
///   age of the job are not stated;
/// - rijbewijs: codeSoortRijbewijs, as the one licence of the taxonomy with a label "rijbewijs B" in any language, or with that or
///   the bare category as its notation and "rijbewijs" in a label.
/// opleiding, cursus, taalbeheersing and codeWerkEnDenkniveauWerkzoekende are noted, not read: their codes name no concept, and one code
/// covers several levels of the NLQF, so the level of education stays unknown (or the usual one of past jobs). Version 2's
/// vakvaardigheid and gedragscompetentie are noted too. Everything else is left alone, as the standard asks: contact, place, employer,
/// explanations and whatever else is personal is in no profile, report or error, and neither are dates.
/// `today`: "2026-11-27", or "2026-11" for the last day of that month; the library has no clock.
/// Errors: kInvalidArgument for `today`; with line and column: kMalformed for what is no JSON, for no or several profiles, and for
/// a value of another type than the standard's in what is read (null is as good as absent); kLimit as above. A document from which nothing
/// follows is no error: it gives an empty profile and a note that says so.
StatusOr<PersonDocument> ReadVumPerson(const JsonSource& source, const Taxonomy& taxonomy, std::string_view today);

/// A profile of `taxonomy` in Overstap's own form, one line. ReadPerson() with the same taxonomy gives an equal profile: items, origins and
/// what they are worth, what is denied or unsure, level of education. What a profile does not keep is not there: months of a
/// job (only "worth", left out when full), and the order in which things were said. "inferred" has what does not follow from "jobs" by
/// themselves. A level of education that no NLQF level has is left out. O(items log + relations of origins).
std::string PersonJson(const Taxonomy& taxonomy, const Profile& profile);
/// {"jobs", "skills", "licences", "inferred", "denied", "unsure", "counts": {kind of note: count}, "notes": [{"kind", "what", "line", "column"}]}.
std::string ReportJson(const PersonReport& report);

}  // namespace overstap
