#include <fstream>
#include <iterator>
#include <set>

#include "aqua/core/quoted.h"
#include "aqua/core/whole_file.h"
#include "aqua/quant/internal/profile_json.h"
#include "aqua/quant/profile.h"

namespace aqua::quant {
namespace {

using nlohmann::json;

constexpr uintmax_t kMaxFileBytes = 8 << 20;
constexpr std::string_view kProfileForm =
    R"({"format": "aqua-profile-1", "model_hash": TEXT, "made_by": TEXT, "layers": LIST})";
constexpr std::string_view kEntryForm =
    R"({"layer": TEXT, "weight_bits": NUMBER, "weight_exponents": NUMBERS, )"
    R"("activation_bits": NUMBER, "activation_exponent": NUMBER, "activation_signed": true/false})";

LayerFormat ReadEntry(const json& entry, std::string place) {
  JsonObject object(entry, std::move(place), kEntryForm,
                    {"layer", "weight_bits", "weight_exponents", "activation_bits",
                     "activation_exponent", "activation_signed"});
  LayerFormat format;
  format.layer = object.Text("layer");
  object.Name(format.layer);
  format.weight_bits = object.Whole("weight_bits", kLeastBits, kMostBits);
  format.weight_exponents = object.Wholes("weight_exponents", kLeastExponent, kMostExponent);
  format.activations = {object.Whole("activation_bits", kLeastBits, kMostBits),
                        object.Whole("activation_exponent", kLeastExponent, kMostExponent),
                        object.Flag("activation_signed")};
  return format;
}

std::vector<LayerFormat> ReadEntries(const json& list, std::string_view file) {
  std::vector<LayerFormat> formats;
  std::set<std::string> seen;
  for (const json& entry : list) {
    const std::string place = fmt::format("{}: layer entry {}", file, formats.size() + 1);
    formats.push_back(ReadEntry(entry, place));
    if (seen.insert(formats.back().layer).second) continue;
    throw Error("{}: the layer {} is there twice, expected one entry a layer", place,
                Quoted(formats.back().layer));
  }
  return formats;
}

json ToJson(std::string_view text, std::string_view what, std::string_view file) {
  json value(text);
  try {
    value.dump();
  } catch (const json::type_error&) {
    throw Error("{}: the {} {} is no UTF-8, so it cannot be written as JSON", file, what,
                Quoted(text));
  }
  return value;
}

std::string EntryText(const LayerFormat& format, std::string_view file) {
  return fmt::format(
      "  {{\"layer\": {}, \"weight_bits\": {}, \"weight_exponents\": [{}], "
      "\"activation_bits\": {}, \"activation_exponent\": {}, \"activation_signed\": {}}}",
      ToJson(format.layer, "layer name", file).dump(), format.weight_bits,
      fmt::join(format.weight_exponents, ", "), format.activations.bits,
      format.activations.exponent, format.activations.is_signed);
}

std::string ProfileText(const Profile& profile, std::string_view file) {
  std::vector<std::string> entries;
  for (const LayerFormat& format : profile.layers) entries.push_back(EntryText(format, file));
  return fmt::format(
      "{{\"format\": \"{}\", \"model_hash\": {},\n \"made_by\": {},\n \"layers\": [\n{}]}}\n",
      kProfileFormat, ToJson(profile.model_hash, "model hash", file).dump(),
      ToJson(profile.made_by, "maker", file).dump(), fmt::join(entries, ",\n"));
}

}  // namespace

Profile ParseProfile(std::string_view text, std::string_view file) {
  const json parsed = ParseProfileJson(text, file);
  const JsonObject object(parsed, std::string(file), kProfileForm,
                          {"format", "model_hash", "made_by", "layers"});
  const std::string format = object.Text("format");
  if (format != kProfileFormat) {
    object.Fail("\"format\" is {}, expected \"{}\"", Quoted(format), kProfileFormat);
  }
  return {object.Text("model_hash"), object.Text("made_by"),
          ReadEntries(object.List("layers"), file)};
}

Profile ReadProfile(const std::filesystem::path& path) {
  const std::string file = path.string();
  std::error_code failure;
  // Not opened before it is known to be a plain file: a pipe would wait for ever.
  if (!std::filesystem::is_regular_file(path, failure)) {
    throw Error("{}: missing, or no plain file; expected a precision profile", file);
  }
  const uintmax_t size = std::filesystem::file_size(path, failure);
  if (failure || size > kMaxFileBytes) {
    throw Error("{}: larger than {} bytes; expected a precision profile", file, kMaxFileBytes);
  }
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream) throw Error("{}: cannot be read", file);
  return ParseProfile(text, file);
}

void WriteProfile(const Profile& profile, const std::filesystem::path& path) {
  const std::string file = path.string();
  const std::string text = ProfileText(profile, file);
  if (text.size() > kMaxFileBytes) {
    throw Error("{}: the profile takes {} bytes, more than the {} that are read back", file,
                text.size(), kMaxFileBytes);
  }
  ParseProfile(text, file);
  WriteWholeFile(path, {text});
}

}  // namespace aqua::quant
