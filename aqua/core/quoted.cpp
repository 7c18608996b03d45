#include "aqua/core/quoted.h"

#include <nlohmann/json.hpp>

namespace aqua {
namespace {

constexpr size_t kMostBytes = 80;

}  // namespace

std::string Quoted(std::string_view text) {
  using nlohmann::json;
  return json(text.substr(0, kMostBytes)).dump(-1, ' ', true, json::error_handler_t::replace);
}

}  // namespace aqua
