// The tables of a study file, and whether a file holds them.
#pragma once

#include "aqua/store/internal/database.h"
#include "aqua/store/rows.h"

namespace aqua::store {

// True for a file without any content: a study may begin there.
bool IsBlank(Database& database);

// Throws Error unless the file is a study in this program's format.
void CheckFormat(Database& database);

// Creates tables and writes the identity, within the transaction that is open.
void CreateStudy(Database& database, const StudyIdentity& identity);

// Throws Error naming the first setting, weight set, crop, policy or option in which the file
// differs from `identity`.
void CheckIdentity(Database& database, const StudyIdentity& identity);

std::vector<SetRow> ReadSets(const Database& database);
std::vector<CropRow> ReadCrops(const Database& database);

}  // namespace aqua::store
