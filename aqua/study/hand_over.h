// Finished work on its way from the workers to the one writer. Bounded, so that a slow disk holds
// the workers up instead of filling memory.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace aqua::study {

template <typename Finished>
class HandOver {
 public:
  explicit HandOver(size_t workers) : workers_(workers) {}

  // Workers: false once the writer has closed.
  bool Put(Finished item) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || items_.size() < kMostWaiting; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    changed_.notify_all();
    return true;
  }

  void Finish() {
    const std::lock_guard<std::mutex> lock(mutex_);
    --workers_;
    changed_.notify_all();
  }

  void Fail(std::exception_ptr error) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!error_) error_ = std::move(error);
    --workers_;
    closed_ = true;
    changed_.notify_all();
  }

  // Writer: nothing when all workers have finished and all is taken. Throws what a worker failed
  // with.
  std::optional<Finished> Take() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return error_ || !items_.empty() || workers_ == 0; });
    if (error_) std::rethrow_exception(error_);
    if (items_.empty()) return std::nullopt;
    Finished item = std::move(items_.front());
    items_.pop_front();
    changed_.notify_all();
    return item;
  }

  void Close() {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  static constexpr size_t kMostWaiting = 64;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Finished> items_;
  std::exception_ptr error_;
  size_t workers_;
  bool closed_ = false;
};

}  // namespace aqua::study
