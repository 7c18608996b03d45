// How a study of policies is printed.
#pragma once

#include <nlohmann/json.hpp>

#include "aqua/adaptive/policy_summary.h"

namespace aqua::cli {

void PrintSummary(const adaptive::PolicyStudySummary& summary);
nlohmann::ordered_json ToJson(const adaptive::PolicyStudySummary& summary);

}  // namespace aqua::cli
