// Long work that the page watches and may cancel.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace assay::serve {

/// A piece of work as its own thread sees it. Thread-safe.
class Job {
public:
    /// Tells how far it is; false: it was cancelled, end soon.
    bool tell(std::size_t done, std::size_t total, const std::string& message);
    bool cancelled() const { return cancelled_; }

    /// {state, done, total, message, result}.
    std::string json() const;

private:
    friend class JobDesk;
    mutable std::mutex mutex_;
    std::atomic<bool> cancelled_{false};
    std::string state_ = "running";
    std::size_t done_ = 0, total_ = 0;
    std::string message_;
    std::string result_;  ///< JSON; empty: null
};

/// How a piece of work ended: JSON, or the reason why there is none. Neither where it was cancelled in time;
/// work that was cancelled too late, when what it does was done, ends as if nobody had asked.
struct JobOutcome {
    std::string result;
    std::string failure;  ///< empty: all well
};

/// Thread-safe. At most two jobs run at once.
class JobDesk {
public:
    /// Cancels what runs, and waits for it.
    ~JobDesk();
    /// The new job's id; empty when too many run.
    std::string start(std::function<JobOutcome(Job&)> work);
    /// Null where there is none.
    std::shared_ptr<Job> find(const std::string& id);
    void cancel(Job& job) { job.cancelled_ = true; }
    void cancel_all();

private:
    struct Running {
        std::shared_ptr<Job> job;
        std::thread thread;
    };
    std::mutex mutex_;
    std::map<std::string, Running> jobs_;
    int next_ = 1;
};

}  // namespace assay::serve
