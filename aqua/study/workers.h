// Threads that go through a study's images, and what they hand to the one writer.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "aqua/exec/engine.h"
#include "aqua/study/hand_over.h"

namespace aqua::study {

// They stop at the first exception, which Next throws again; after `stop`, when what they have at
// hand is finished.
template <typename Finished>
class Workers {
 public:
  // What a thread does with the item of an index; it belongs to that thread.
  using Work = std::function<Finished(size_t index)>;

  // `make` is called once in each of `jobs` threads, of one processor each. `stop` outlives the
  // workers.
  Workers(int jobs, size_t count, const std::function<Work()>& make, const std::atomic<bool>& stop)
      : count_(count), stop_(stop), hand_over_(static_cast<size_t>(jobs)) {
    for (int job = 0; job < jobs; ++job) {
      threads_.emplace_back([this, make] {
        exec::SetThreadCount(1);
        try {
          DoAll(make());
          hand_over_.Finish();
        } catch (...) {
          hand_over_.Fail(std::current_exception());
        }
      });
    }
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    hand_over_.Close();
    for (std::thread& thread : threads_) thread.join();
  }

  // In the order in which they finish; nothing when all is done.
  std::optional<Finished> Next() { return hand_over_.Take(); }

 private:
  void DoAll(const Work& work) {
    while (!stop_) {
      const size_t index = next_.fetch_add(1);
      if (index >= count_ || !hand_over_.Put(work(index))) return;
    }
  }

  size_t count_;
  const std::atomic<bool>& stop_;
  std::atomic<size_t> next_{0};
  HandOver<Finished> hand_over_;
  std::vector<std::thread> threads_;
};

}  // namespace aqua::study
