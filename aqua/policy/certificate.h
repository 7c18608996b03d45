// A promise on paper: for which network, menu and policy it was made, on which images, and what was
// seen there. Kept as JSON:
//   {"format": "aqua-certificate-1", "network_hash": TEXT, "preprocessing": TEXT,
//    "menu_hash": TEXT, "policy_hash": TEXT,
//    "goal": {"loss": TEXT, "top": 1 or 5, "alpha": A, "delta": D, "temperature": T},
//    "images": N, "rung": R, "mean_loss": L, "worse": N, "better": N, "bound": L,
//    "saving_mean": S, "saving_at_least": S, "p_values": NUMBERS,
//    "split_seed": HASH, "images_seen": HASHES}
// A hash is a text of 16 hexadecimal digits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "aqua/policy/certify.h"
#include "aqua/policy/loss.h"

namespace aqua::policy {

// Whom a certificate is for. The words and hashes of FittedPolicy.
struct Identity {
  std::string network_hash;
  std::string preprocessing;
  std::string menu_hash;
  std::string policy_hash;

  bool operator==(const Identity&) const = default;
};

struct Certificate {
  Identity identity;
  Goal goal;
  Verdict verdict;
  uint64_t split_seed = 0;
  std::vector<uint64_t> images_seen;  // Content hashes (split.h), ascending.

  // The promise in one line: "accuracy drop at most 2.0 points with 95 % confidence (1612 images,
  // 31 worse, 19 better); saves at least 30.1 % of MACs".
  std::string ToLine() const;
  bool operator==(const Certificate&) const = default;
};

// Throws Error, naming `file`, when the certificate is for something else: what differs.
void CheckIdentity(const Certificate& certificate, const Identity& found, std::string_view file);

// All name `file` and the key in messages. They throw Error for text that is no such certificate:
// keys unknown or missing, values of another kind, out of range or at odds with each other. Write
// leaves the old file or the whole new one, and writes nothing that could not be read back.
Certificate ParseCertificate(std::string_view text, std::string_view file);
Certificate ReadCertificate(const std::filesystem::path& file);
void WriteCertificate(const Certificate& certificate, const std::filesystem::path& file);

}  // namespace aqua::policy
