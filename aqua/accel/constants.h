// The numbers of a hardware model, kept as data: a JSON list with one entry a line,
//   {"name": "adc_conversion_energy_pj", "value": 1.5625, "unit": "pJ", "source": "Table I: ..."}
// A model says which constants it needs; a file has exactly those, each once, each with a source.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace aqua::accel {

struct ConstantRule {
  std::string_view name;
  std::string_view unit;
  double least = 0;
  double most = 0;
  bool whole = false;  // Must be a whole number.
};

struct Constant {
  std::string name;
  double value = 0;
  std::string unit;
  std::string source;
};

class Constants {
 public:
  // `file` names the text in messages. Throws Error naming file and entry: text that is no such
  // list; an entry that is missing, unknown or there twice; a value that is no number or out of
  // range; another unit; no source.
  static Constants Parse(std::string_view text, std::string_view file,
                         std::span<const ConstantRule> rules);
  // As Parse; also when the file is missing, no plain file, or larger than any such list.
  static Constants Read(const std::filesystem::path& path, std::span<const ConstantRule> rules);

  const Constant& operator[](std::string_view name) const;

 private:
  std::vector<Constant> constants_;
};

}  // namespace aqua::accel
