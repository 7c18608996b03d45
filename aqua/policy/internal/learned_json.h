// What a policy has learned, as it is read back: an object with known keys. Every reader throws
// Error for what is not there or something else, a sentence's end that starts with the key.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/policy/logistic.h"
#include "aqua/policy/menu.h"

namespace aqua::policy {

class Learned {
 public:
  Learned(const nlohmann::json& object, std::initializer_list<std::string_view> keys);

  const nlohmann::json& At(std::string_view key) const;
  const nlohmann::json& List(std::string_view key) const;
  bool Has(std::string_view key) const { return object_.contains(key); }
  std::string Text(std::string_view key) const;
  bool Flag(std::string_view key) const;
  double Number(std::string_view key, double least, double most) const;
  std::vector<double> Numbers(std::string_view key, double least, double most) const;
  // 0 to 1, each smaller than the one before.
  std::vector<double> Thresholds(std::string_view key) const;
  int64_t Whole(std::string_view key, int64_t least, int64_t most) const;
  std::vector<int64_t> Wholes(std::string_view key, int64_t least, int64_t most) const;
  // Of any 64 bits, as text of 16 hexadecimal digits: JSON's numbers are doubles to many readers.
  std::vector<uint64_t> Hashes(std::string_view key) const;
  size_t Option(std::string_view key, const Menu& menu) const;
  std::vector<size_t> Options(std::string_view key, const Menu& menu) const;
  int Rung(std::string_view key, int rungs) const;  // -1: none.
  Logistic Model(std::string_view key) const;

 private:
  const nlohmann::json& object_;
};

nlohmann::json ToJson(const Logistic& model);
std::vector<std::string> ToHexadecimal(const std::vector<uint64_t>& hashes);

}  // namespace aqua::policy
