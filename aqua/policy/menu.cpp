#include "aqua/policy/menu.h"

#include <fmt/format.h>

namespace aqua::policy {
namespace {

std::string CanvasName(const Option& option) {
  const image::Size& scale = option.scale;
  const std::string cut = option.code.EdgeCount() > 0 ? option.code.ToString() : "";
  const std::string_view slash = cut.empty() ? "" : "/";
  if (scale.width == scale.height) return fmt::format("{}{}{}", scale.height, slash, cut);
  return fmt::format("{}x{}{}{}", scale.height, scale.width, slash, cut);
}

}  // namespace

Cost& Cost::operator+=(const Cost& other) {
  macs += other.macs;
  energy_pj += other.energy_pj;
  latency_ns += other.latency_ns;
  cpu_ms += other.cpu_ms;
  return *this;
}

std::string Menu::Name(size_t index) const {
  const Option& option = options[index];
  std::string name = CanvasName(option);
  if (!option.gate.empty()) return fmt::format("{} up to {}", name, option.gate);
  if (!option.after) return name;
  const Option& before = options[*option.after];
  if (!before.gate.empty()) return fmt::format("rest of {}", name);
  return fmt::format("{} grown from {}{}", name, CanvasName(before),
                     option.exact_rim ? ", exactly" : "");
}

}  // namespace aqua::policy
