// Rows of an image to statements and back: the columns of the tables image, outcome, decision and
// attempt, in the order of internal/schema.cpp.
#pragma once

#include "aqua/store/internal/database.h"
#include "aqua/store/rows.h"

namespace aqua::store {

inline constexpr const char* kInsertImage =
    "INSERT INTO image (id, file, status, error, labels) VALUES (?1, ?2, ?3, ?4, ?5)";
inline constexpr const char* kSelectImages =
    "SELECT id, file, status, error, labels FROM image ORDER BY id";
void Bind(Statement& insert, const ImageRow& row);
ImageRow ReadImage(const Statement& select);

inline constexpr const char* kInsertOutcome =
    "INSERT INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
inline constexpr const char* kSelectOutcomes =
    "SELECT * FROM outcome WHERE image = ?1 ORDER BY weight_set, crop";
void Bind(Statement& insert, int64_t image, const OutcomeRow& row);
OutcomeRow ReadOutcome(const Statement& select);

inline constexpr const char* kInsertDecision =
    "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
    "?15, ?16, ?17)";
inline constexpr const char* kSelectDecisions =
    "SELECT * FROM decision WHERE image = ?1 ORDER BY policy";
void Bind(Statement& insert, int64_t image, const DecisionRow& row);
DecisionRow ReadDecision(const Statement& select);

inline constexpr const char* kInsertAttempt =
    "INSERT INTO attempt VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
inline constexpr const char* kSelectAttempts =
    "SELECT * FROM attempt WHERE image = ?1 ORDER BY policy, attempt_order";
void Bind(Statement& insert, int64_t image, const AttemptRow& row);
AttemptRow ReadAttempt(const Statement& select);

}  // namespace aqua::store
