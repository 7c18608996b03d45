// The tables of a study of policies: who the policies are and what they choose from. Empty in a
// study of all crops.
#pragma once

#include <string>
#include <vector>

#include "aqua/store/internal/database.h"
#include "aqua/store/rows.h"

namespace aqua::store {

// Creates policy, policy_option, decision and attempt.
extern const char* const kPolicyTables;

// As errors name them.
std::string ToText(const PolicyRow& row);
std::string ToText(const OptionRow& row);

void WritePolicies(Database& database, const std::vector<PolicyRow>& policies);
void WriteOptions(Database& database, const std::vector<OptionRow>& options);

std::vector<PolicyRow> ReadPolicies(const Database& database);
std::vector<OptionRow> ReadOptions(const Database& database);

}  // namespace aqua::store
