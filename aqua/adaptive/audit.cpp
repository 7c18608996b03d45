#include "aqua/adaptive/audit.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "aqua/adaptive/decider.h"
#include "aqua/adaptive/image_set.h"
#include "aqua/core/error.h"

namespace aqua::adaptive {
namespace {

// Losses by image, in the order in which they were seen.
class AuditLog {
 public:
  struct Entry {
    uint64_t hash = 0;
    double loss = 0;
    std::string file;
  };

  explicit AuditLog(std::filesystem::path path) : path_(std::move(path)) {
    if (path_.empty()) return;
    std::ifstream old(path_);
    std::string line;
    while (std::getline(old, line)) Read(line);
    out_.open(path_, std::ios::app);
    if (!out_) throw Error("{}: this audit log cannot be written", path_.string());
  }

  const std::vector<Entry>& entries() const { return entries_; }
  bool Has(uint64_t hash) const { return known_.count(hash) != 0; }

  void Add(const Entry& entry) {
    Keep(entry);
    if (path_.empty()) return;
    out_ << fmt::format("{:016x} {} {}\n", entry.hash, entry.loss, entry.file) << std::flush;
    if (!out_) throw Error("{}: this audit log cannot be written whole", path_.string());
  }

 private:
  void Read(const std::string& line) {
    Entry entry;
    std::istringstream words(line);
    std::string hash;
    words >> hash >> entry.loss;
    const char* end = hash.data() + hash.size();
    const auto read = std::from_chars(hash.data(), end, entry.hash, 16);
    if (!words || read.ptr != end || hash.size() != 16 || !(std::abs(entry.loss) <= 1)) {
      throw Error("{}: line {} is no \"HASH LOSS FILE\" of an audit", path_.string(),
                  entries_.size() + 1);
    }
    std::getline(words >> std::ws, entry.file);
    Keep(entry);
  }

  void Keep(const Entry& entry) {
    entries_.push_back(entry);
    known_[entry.hash] = true;
  }

  std::filesystem::path path_;
  std::ofstream out_;
  std::vector<Entry> entries_;
  std::map<uint64_t, bool> known_;
};

// By content and seed, so that the same image is always drawn or never.
bool IsDrawn(uint64_t hash, const AuditSpec& spec) {
  const double rest = (1 - spec.share);
  return policy::SplitOf(hash, spec.seed, {spec.share, rest / 2, 1 - spec.share - rest / 2}) ==
         policy::Split::kTune;
}

const policy::Goal& GoalOf(const PolicyInForce& policy) {
  if (!policy.certificate) {
    throw Error(
        "{}: there is no certificate whose promise could be audited; aqua certify makes one",
        policy.file.string());
  }
  return policy.certificate->goal;
}

class Auditor {
 public:
  Auditor(ScaledNetworks& networks, const PolicyInForce& policy, const AuditSpec& spec)
      : policy_(policy),
        spec_(spec),
        log_(spec.log),
        monitor_(GoalOf(policy).alpha, GoalOf(policy).delta,
                 GoalOf(policy).loss == policy::Loss::kAccuracy ? -1 : 0),
        decider_(networks, policy.fitted, policy.rung),
        full_(networks) {
    for (const AuditLog::Entry& entry : log_.entries()) Watch(entry);
  }

  bool Has(uint64_t hash) const { return log_.Has(hash); }

  void Look(const HashedImage& image) {
    const image::Image photo = image::ReadImage(spec_.folder / image.listed.file);
    const policy::Play play = decider_.Decide(photo, image.hash).play;
    policy::ImageOutcome outcome{image.listed.file, {}, image.listed.labels, {}};
    outcome.attempts = full_.Run(photo).play.attempts;
    const double loss = policy::LossOf(policy_.certificate->goal, outcome, 0, play.answer());
    log_.Add({image.hash, loss, image.listed.file});
    Watch(log_.entries().back());
  }

  void Finish(Audit& audit) const {
    audit.audited = monitor_.images();
    audit.estimate = monitor_.Estimate();
    audit.range = monitor_.Range();
    audit.broken_at = broken_at_;
  }

 private:
  void Watch(const AuditLog::Entry& entry) {
    monitor_.Add(entry.loss);
    if (monitor_.Broken() && !broken_at_) broken_at_ = entry.file;
  }

  const PolicyInForce& policy_;
  const AuditSpec& spec_;
  AuditLog log_;
  risk::RiskMonitor monitor_;
  Decider decider_;
  FullRunner full_;
  std::optional<std::string> broken_at_;
};

void CheckSpec(const PolicyInForce& policy, const AuditSpec& spec) {
  if (!(spec.share > 0 && spec.share <= 1)) {
    throw Error("a share of {} of the traffic, expected more than 0 and at most 1", spec.share);
  }
  if (GoalOf(policy).loss == policy::Loss::kAccuracy && !spec.labels) {
    throw Error("{}: the promise is about accuracy, so its audit needs labels; give --labels",
                spec.folder.string());
  }
}

}  // namespace

Audit AuditTraffic(ScaledNetworks& networks, const PolicyInForce& policy, const AuditSpec& spec,
                   const std::function<void(const study::Progress&)>& report,
                   const std::atomic<bool>& stop) {
  CheckSpec(policy, spec);
  const graph::Graph& graph = networks.full().graph;
  const int64_t classes = graph.values[graph.output].shape.ElementCount();
  const std::vector<HashedImage> traffic =
      ListImageSet({spec.folder, spec.labels, {}, spec.seed, 0}, classes);
  Auditor auditor(networks, policy, spec);
  std::vector<HashedImage> drawn;
  for (const HashedImage& image : traffic) {
    if (IsDrawn(image.hash, spec) && !auditor.Has(image.hash)) drawn.push_back(image);
  }
  Audit audit;
  audit.traffic = static_cast<int64_t>(traffic.size());
  study::Progress progress;
  progress.total = static_cast<int64_t>(drawn.size());
  for (const HashedImage& image : drawn) {
    if (stop) break;
    try {
      auditor.Look(image);
    } catch (const Error& error) {
      audit.failures.emplace_back(error.what());
    }
    ++progress.done;
    report(progress);
  }
  auditor.Finish(audit);
  return audit;
}

}  // namespace aqua::adaptive
