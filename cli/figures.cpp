#include "cli/figures.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace aqua::cli {
namespace {

// `value` in the largest unit of which it is at least one.
template <size_t N>
std::string InUnits(double value, double step, const std::array<const char*, N>& units) {
  size_t unit = 0;
  while (unit + 1 < N && std::abs(value) >= step) {
    value /= step;
    ++unit;
  }
  const int digits = std::abs(value) >= 100 ? 1 : 2;
  return fmt::format("{:.{}f} {}", value, digits, units[unit]);
}

}  // namespace

std::string Count(int64_t count) {
  if (count < 100000) return std::to_string(count);
  return InUnits<4>(static_cast<double>(count) / 1e3, 1e3, {"k", "M", "G", "T"});
}

std::string Energy(double energy_pj) {
  return InUnits<5>(energy_pj, 1e3, {"pJ", "nJ", "uJ", "mJ", "J"});
}

std::string Time(double ns) { return InUnits<4>(ns, 1e3, {"ns", "us", "ms", "s"}); }

double Share(int64_t part, int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

std::string Percent(double fraction) { return fmt::format("{:.1f} %", 100 * fraction); }

std::string Bytes(int64_t bytes) {
  return InUnits<4>(static_cast<double>(bytes), 1024, {"B", "KiB", "MiB", "GiB"});
}

std::string Shorten(const std::string& text, size_t width) {
  return text.size() <= width ? text : text.substr(0, width - 3) + "...";
}

}  // namespace aqua::cli
