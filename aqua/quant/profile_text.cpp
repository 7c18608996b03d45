#include <algorithm>
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
    R"("activation_bits": NUMBER, "activation_exponent": NUMBER, "activation_signed": true/false} )"
    R"(and perhaps "weight_codes", "activation_codes", "bias_shifts", "borders")";
constexpr std::string_view kCodesForm = R"({"starts": NUMBERS, "levels": NUMBERS})";
constexpr std::string_view kBorderForm =
    R"({"bits": NUMBER, "exponent": NUMBER} and perhaps "offsets": NUMBERS)";

Codebook ReadCodes(const JsonObject& entry, std::string_view key, const FixedPoint& format) {
  if (!entry.Has(key)) return {};
  const JsonObject object = entry.Inner(entry.At(key), key, kCodesForm, {"starts", "levels"});
  Codebook codes{object.Floats("starts"), object.Wholes("levels", format.Least(), format.Most())};
  const std::string fault = CodebookFault(codes, format);
  if (!fault.empty()) object.Fail("{}", fault);
  return codes;
}

BorderFormat ReadBorder(const JsonObject& object, const FixedPoint& centre) {
  BorderFormat border;
  border.bits = object.Whole("bits", kLeastBits, kMostBits);
  if (border.bits >= centre.bits) {
    object.Fail("{} bits, expected fewer than the {} of the centre", border.bits, centre.bits);
  }
  border.exponent = object.Whole("exponent", centre.exponent,
                                 std::min(centre.exponent + kMostBits, kMostExponent));
  if (object.Has("offsets")) {
    border.offsets = object.Wholes("offsets", -(1 << kMostBits), 1 << kMostBits);
  }
  return border;
}

std::vector<BorderFormat> ReadBorders(const JsonObject& entry, const FixedPoint& centre) {
  std::vector<BorderFormat> borders;
  if (!entry.Has("borders")) return borders;
  std::set<int> seen;
  for (const json& item : entry.List("borders")) {
    const std::string what = fmt::format("border {}", borders.size() + 1);
    const JsonObject object = entry.Inner(item, what, kBorderForm, {"bits", "exponent", "offsets"});
    borders.push_back(ReadBorder(object, centre));
    const int bits = borders.back().bits;
    if (!seen.insert(bits).second) object.Fail("{} bits are there twice", bits);
  }
  return borders;
}

LayerFormat ReadEntry(const json& entry, std::string place) {
  JsonObject object(
      entry, std::move(place), kEntryForm,
      {"layer", "weight_bits", "weight_exponents", "activation_bits", "activation_exponent",
       "activation_signed", "weight_codes", "activation_codes", "bias_shifts", "borders"});
  LayerFormat format;
  format.layer = object.Text("layer");
  object.Name(format.layer);
  format.weight_bits = object.Whole("weight_bits", kLeastBits, kMostBits);
  format.weight_exponents = object.Wholes("weight_exponents", kLeastExponent, kMostExponent);
  format.activations = {object.Whole("activation_bits", kLeastBits, kMostBits),
                        object.Whole("activation_exponent", kLeastExponent, kMostExponent),
                        object.Flag("activation_signed")};
  format.weight_codes = ReadCodes(object, "weight_codes", {format.weight_bits, 0, true});
  format.activation_codes = ReadCodes(object, "activation_codes", format.activations);
  if (object.Has("bias_shifts")) format.bias_shifts = object.Floats("bias_shifts");
  format.borders = ReadBorders(object, format.activations);
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

std::string CodesText(std::string_view key, const Codebook& codes) {
  if (codes.empty()) return "";
  return fmt::format(",\n   \"{}\": {{\"starts\": [{}], \"levels\": [{}]}}", key,
                     fmt::join(codes.starts, ", "), fmt::join(codes.levels, ", "));
}

std::string BorderText(const BorderFormat& border) {
  const std::string offsets =
      border.offsets.empty() ? ""
                             : fmt::format(", \"offsets\": [{}]", fmt::join(border.offsets, ", "));
  return fmt::format("{{\"bits\": {}, \"exponent\": {}{}}}", border.bits, border.exponent, offsets);
}

std::string BordersText(const std::vector<BorderFormat>& borders) {
  if (borders.empty()) return "";
  std::vector<std::string> texts;
  for (const BorderFormat& border : borders) texts.push_back(BorderText(border));
  return fmt::format(",\n   \"borders\": [{}]", fmt::join(texts, ",\n     "));
}

std::string EntryText(const LayerFormat& format, std::string_view file) {
  const std::string shifts =
      format.bias_shifts.empty()
          ? ""
          : fmt::format(",\n   \"bias_shifts\": [{}]", fmt::join(format.bias_shifts, ", "));
  return fmt::format(
      "  {{\"layer\": {}, \"weight_bits\": {}, \"weight_exponents\": [{}], "
      "\"activation_bits\": {}, \"activation_exponent\": {}, \"activation_signed\": {}{}{}{}{}}}",
      ToJson(format.layer, "layer name", file).dump(), format.weight_bits,
      fmt::join(format.weight_exponents, ", "), format.activations.bits,
      format.activations.exponent, format.activations.is_signed,
      CodesText("weight_codes", format.weight_codes),
      CodesText("activation_codes", format.activation_codes), shifts, BordersText(format.borders));
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
  return ParseProfile(ReadWholeFile(path, kMaxFileBytes, "a precision profile"), path.string());
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
