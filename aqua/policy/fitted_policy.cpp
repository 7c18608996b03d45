#include "aqua/policy/fitted_policy.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/core/fnv1a.h"
#include "aqua/core/quoted.h"
#include "aqua/core/whole_file.h"
#include "aqua/policy/catalog.h"
#include "aqua/policy/internal/learned_json.h"
#include "aqua/policy/internal/menu_json.h"

namespace aqua::policy {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kFormat = "aqua-policy-1";
constexpr std::string_view kExpected = "expected a policy as aqua fit writes it";
constexpr uintmax_t kMostFileBytes = 64 << 20;

std::string Digest(const std::string& text) {
  Fnv1a hash;
  hash.Add(text);
  return hash.Digest();
}

std::string Dumped(const ordered_json& object, int indent) {
  try {
    return object.dump(indent);
  } catch (const json::type_error&) {
    throw Error("a text in it is no UTF-8, so it cannot be written as JSON");
  }
}

std::string Text(const FittedPolicy& fitted, const std::string& model) {
  const ordered_json object = {
      {"format", kFormat},
      {"policy", fitted.kind},
      {"model", model},
      {"network_hash", fitted.network_hash},
      {"preprocessing", fitted.preprocessing},
      {"goal", ToJson(fitted.goal)},
      {"split_seed", ToHexadecimal({fitted.split_seed})},
      {"features", fitted.features},
      {"zeroth_scale", {fitted.zeroth_scale.height, fitted.zeroth_scale.width}},
      {"decision_cost", ToJson(fitted.decision)},
      {"menu", ToJson(fitted.menu)},
      {"learned", fitted.policy->Save()},
      {"images_seen", ToHexadecimal(fitted.images_seen)}};
  return Dumped(object, 1) + "\n";
}

FittedPolicy FromJson(const json& parsed) {
  const Learned object(
      parsed, {"format", "policy", "model", "network_hash", "preprocessing", "goal", "split_seed",
               "features", "zeroth_scale", "decision_cost", "menu", "learned", "images_seen"});
  if (object.Text("format") != kFormat) {
    throw Error("\"format\" is {}, expected \"{}\"", Quoted(object.Text("format")), kFormat);
  }
  FittedPolicy fitted;
  fitted.kind = object.Text("policy");
  fitted.model = object.Text("model");
  fitted.network_hash = object.Text("network_hash");
  fitted.preprocessing = object.Text("preprocessing");
  fitted.goal = GoalFromJson(object.At("goal"));
  const std::vector<uint64_t> seeds = object.Hashes("split_seed");
  if (seeds.size() != 1) throw Error("\"split_seed\" has {} entries, expected one", seeds.size());
  fitted.split_seed = seeds[0];
  for (const json& feature : object.List("features")) {
    if (!feature.is_string()) throw Error("\"features\" holds something else than names");
    fitted.features.push_back(feature.get<std::string>());
  }
  const std::vector<int64_t> scale = object.Wholes("zeroth_scale", 1, 1 << 16);
  if (scale.size() != 2) throw Error("\"zeroth_scale\" has {} numbers, expected two", scale.size());
  fitted.zeroth_scale = {scale[1], scale[0]};
  fitted.decision = CostFromJson(object.At("decision_cost"));
  fitted.menu = MenuFromJson(object.At("menu"));
  fitted.policy = FindPolicy(fitted.kind).make();
  fitted.policy->Load(object.At("learned"), fitted.menu);
  fitted.images_seen = object.Hashes("images_seen");
  if (!std::is_sorted(fitted.images_seen.begin(), fitted.images_seen.end())) {
    throw Error("\"images_seen\" is not ascending");
  }
  return fitted;
}

FittedPolicy Parse(const std::string& text, const std::string& file) {
  if (text.size() > kMostFileBytes) {
    throw Error("{}: the policy takes {} bytes, expected at most {}", file, text.size(),
                kMostFileBytes);
  }
  try {
    return FromJson(json::parse(text));
  } catch (const json::exception&) {
    throw Error("{}: not JSON; {}", file, kExpected);
  } catch (const Error& fault) {
    throw Error("{}: {}; {}", file, fault.what(), kExpected);
  }
}

}  // namespace

std::string FittedPolicy::MenuHash() const { return Digest(Dumped(ToJson(menu), -1)); }
std::string FittedPolicy::Hash() const { return Digest(Text(*this, "")); }

void WriteFittedPolicy(const FittedPolicy& fitted, const std::filesystem::path& path) {
  std::string text;
  try {
    text = Text(fitted, fitted.model);
  } catch (const Error& fault) {
    throw Error("{}: {}", path.string(), fault.what());
  }
  Parse(text, path.string());  // What could not be read back is not written.
  WriteWholeFile(path, {text});
}

FittedPolicy ReadFittedPolicy(const std::filesystem::path& path) {
  return Parse(ReadWholeFile(path, kMostFileBytes, "a policy as aqua fit writes it"),
               path.string());
}

}  // namespace aqua::policy
