// A menu and a goal as JSON, and back. Readers throw Error, a sentence's end.
#pragma once

#include <nlohmann/json.hpp>

#include "aqua/policy/loss.h"
#include "aqua/policy/menu.h"

namespace aqua::policy {

nlohmann::ordered_json ToJson(const Cost& cost);
Cost CostFromJson(const nlohmann::json& json);

nlohmann::ordered_json ToJson(const Menu& menu);
Menu MenuFromJson(const nlohmann::json& json);

nlohmann::ordered_json ToJson(const Goal& goal);
Goal GoalFromJson(const nlohmann::json& json);

}  // namespace aqua::policy
