#include <algorithm>
#include <nlohmann/json.hpp>

#include "aqua/core/error.h"
#include "aqua/core/quoted.h"
#include "aqua/core/whole_file.h"
#include "aqua/policy/certificate.h"
#include "aqua/policy/internal/learned_json.h"
#include "aqua/policy/internal/menu_json.h"

namespace aqua::policy {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kFormat = "aqua-certificate-1";
constexpr std::string_view kExpected = "expected a certificate as aqua certify writes it";
constexpr uintmax_t kMostFileBytes = 256 << 20;
constexpr int64_t kMostImages = 10'000'000;
constexpr int64_t kMostRungs = 1'000'000;
constexpr double kMostLossOfSaving = 1e6;  // Runs that a policy may cost beyond the full one.

Verdict ReadVerdict(const Learned& object) {
  Verdict verdict;
  verdict.images = object.Whole("images", 1, kMostImages);
  verdict.rung = object.Rung("rung", kMostRungs);
  verdict.mean_loss = object.Number("mean_loss", -1, 1);
  verdict.worse = object.Whole("worse", 0, verdict.images);
  verdict.better = object.Whole("better", 0, verdict.images - verdict.worse);
  verdict.bound = object.Number("bound", -1, 1);
  verdict.saving_mean = object.Number("saving_mean", 0, 1);
  verdict.saving_at_least =
      object.Number("saving_at_least", -kMostLossOfSaving, verdict.saving_mean);
  verdict.p_values = object.Numbers("p_values", 0, 1);
  return verdict;
}

// What no certificate says that was made here.
void CheckSense(const Certificate& certificate) {
  const Verdict& verdict = certificate.verdict;
  const std::vector<uint64_t>& seen = certificate.images_seen;
  if (seen.size() != static_cast<size_t>(verdict.images)) {
    throw Error("\"images_seen\" holds {} hashes, but \"images\" is {}", seen.size(),
                verdict.images);
  }
  if (!std::is_sorted(seen.begin(), seen.end())) throw Error("\"images_seen\" is not ascending");
  const bool is_none = verdict.rung < 0;
  if (is_none && (verdict.saving_mean != 0 || verdict.bound != 0)) {
    throw Error("\"rung\" is -1, but it loses or saves; expected 0 of both");
  }
  if (!is_none && verdict.bound > certificate.goal.alpha) {
    throw Error("\"bound\" holds {}, more than the promised {}", verdict.bound,
                certificate.goal.alpha);
  }
}

Certificate FromJson(const json& parsed) {
  const Learned object(
      parsed, {"format", "network_hash", "preprocessing", "menu_hash", "policy_hash", "goal",
               "images", "rung", "mean_loss", "worse", "better", "bound", "saving_mean",
               "saving_at_least", "p_values", "split_seed", "images_seen"});
  if (object.Text("format") != kFormat) {
    throw Error("\"format\" is {}, expected \"{}\"", Quoted(object.Text("format")), kFormat);
  }
  Certificate certificate;
  certificate.identity = {object.Text("network_hash"), object.Text("preprocessing"),
                          object.Text("menu_hash"), object.Text("policy_hash")};
  certificate.goal = GoalFromJson(object.At("goal"));
  certificate.verdict = ReadVerdict(object);
  const std::vector<uint64_t> seeds = object.Hashes("split_seed");
  if (seeds.size() != 1) throw Error("\"split_seed\" has {} entries, expected one", seeds.size());
  certificate.split_seed = seeds[0];
  certificate.images_seen = object.Hashes("images_seen");
  CheckSense(certificate);
  return certificate;
}

std::string Text(const Certificate& certificate, std::string_view file) {
  const Identity& identity = certificate.identity;
  const Verdict& verdict = certificate.verdict;
  const ordered_json object = {{"format", kFormat},
                               {"network_hash", identity.network_hash},
                               {"preprocessing", identity.preprocessing},
                               {"menu_hash", identity.menu_hash},
                               {"policy_hash", identity.policy_hash},
                               {"goal", ToJson(certificate.goal)},
                               {"images", verdict.images},
                               {"rung", verdict.rung},
                               {"mean_loss", verdict.mean_loss},
                               {"worse", verdict.worse},
                               {"better", verdict.better},
                               {"bound", verdict.bound},
                               {"saving_mean", verdict.saving_mean},
                               {"saving_at_least", verdict.saving_at_least},
                               {"p_values", verdict.p_values},
                               {"split_seed", ToHexadecimal({certificate.split_seed})},
                               {"images_seen", ToHexadecimal(certificate.images_seen)}};
  try {
    return object.dump(1) + "\n";
  } catch (const json::type_error&) {
    throw Error("{}: a text in it is no UTF-8, so it cannot be written as JSON", file);
  }
}

}  // namespace

Certificate ParseCertificate(std::string_view text, std::string_view file) {
  try {
    return FromJson(json::parse(text));
  } catch (const json::exception&) {
    throw Error("{}: not JSON; {}", file, kExpected);
  } catch (const Error& fault) {
    throw Error("{}: {}; {}", file, fault.what(), kExpected);
  }
}

Certificate ReadCertificate(const std::filesystem::path& path) {
  return ParseCertificate(ReadWholeFile(path, kMostFileBytes, "a certificate"), path.string());
}

void WriteCertificate(const Certificate& certificate, const std::filesystem::path& path) {
  const std::string file = path.string();
  const std::string text = Text(certificate, file);
  if (text.size() > kMostFileBytes) {
    throw Error("{}: the certificate takes {} bytes, more than the {} that are read back", file,
                text.size(), kMostFileBytes);
  }
  ParseCertificate(text, file);
  WriteWholeFile(path, {text});
}

}  // namespace aqua::policy
