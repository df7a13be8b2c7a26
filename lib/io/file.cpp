// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Files: mapping snapshots read-only, reading sources, and saving so that a crash or a full disk never costs the old file.
// POSIX; the only place that opens files, with csv.cpp.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "atomic_file.hpp"
#include "folder.hpp"
#include "overstap/io.hpp"
#include "overstap/store.hpp"

namespace overstap {
namespace {

using detail::Cat;

Status IoError(std::string_view path, std::string_view doing) {
  return Error(ErrorCode::kIo, Cat(path, ": cannot ", doing, ": ", std::strerror(errno)));
}

/// An open descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// Opens a regular file for reading and tells its size.
StatusOr<std::pair<int, std::uint64_t>> OpenRegular(const std::string& path) {
  if (path.find('\0') != std::string::npos) return Error(ErrorCode::kInvalidArgument, "a file name holds a NUL");
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // O_NONBLOCK: a FIFO must not hang us
  if (fd.get() < 0) return IoError(path, "open");
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return IoError(path, "read its size");
  if (!S_ISREG(info.st_mode)) return Error(ErrorCode::kIo, Cat(path, ": is not a regular file; name a file"));
  return std::pair(fd.release(), static_cast<std::uint64_t>(info.st_size));
}

StatusOr<Buffer> MapFile(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(const auto opened, OpenRegular(path));
  const Descriptor fd(opened.first);
  const auto size = static_cast<std::size_t>(opened.second);
  if (size == 0) return Error(ErrorCode::kMalformed, Cat(path, ": is empty; make the file again"));
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
  if (address == MAP_FAILED) return IoError(path, "map");
  std::shared_ptr<const void> owner(address, [size](void* p) { ::munmap(p, size); });
  return Buffer{std::move(owner), {static_cast<const std::byte*>(address), size}};
}

Buffer CopyBytes(std::span<const std::byte> bytes) {
  constexpr auto align = std::align_val_t(detail::kAlignment);
  auto* data = static_cast<std::byte*>(::operator new(bytes.size() + 1, align));
  std::shared_ptr<const void> owner(data, [](void* p) { ::operator delete(p, align); });
  if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
  return {std::move(owner), {data, bytes.size()}};
}

/// "path: message", with code and position kept.
Status Named(const std::string& path, const Status& status) {
  if (status.ok()) return status;
  return Error(CodeOf(status), Cat(path, ": ", detail::Std(status.message())));
}

template <typename View>
StatusOr<View> LoadMapped(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(auto buffer, MapFile(path));
  auto view = View::FromBuffer(std::move(buffer));
  if (!view.ok()) return Named(path, view.status());
  return view;
}

}  // namespace

StatusOr<Taxonomy> LoadTaxonomy(const std::string& path) { return LoadMapped<Taxonomy>(path); }
StatusOr<CourseCatalogue> LoadCourses(const std::string& path) { return LoadMapped<CourseCatalogue>(path); }
StatusOr<Taxonomy> LoadTaxonomy(std::span<const std::byte> bytes) { return Taxonomy::FromBuffer(CopyBytes(bytes)); }
StatusOr<CourseCatalogue> LoadCourses(std::span<const std::byte> bytes) { return CourseCatalogue::FromBuffer(CopyBytes(bytes)); }

StatusOr<Store> LoadStore(const std::string& path) { return LoadMapped<Store>(path); }
StatusOr<Store> LoadStore(std::span<const std::byte> bytes) { return Store::FromBuffer(CopyBytes(bytes)); }

StatusOr<std::string> ReadFile(const std::string& path, std::uint64_t limit) {
  OVS_ASSIGN_OR_RETURN(const auto opened, OpenRegular(path));
  const Descriptor fd(opened.first);
  if (opened.second > limit) return Error(ErrorCode::kLimit, Cat(path, ": has ", opened.second, " bytes, more than the limit of ", limit));
  std::string text(static_cast<std::size_t>(opened.second), '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const auto got = ::read(fd.get(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return IoError(path, "read");
    if (got == 0) break;  // it shrank meanwhile
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

Status SaveSnapshot(const Snapshot& snapshot, const std::string& path) {
  detail::AtomicFile file;
  OVS_RETURN_IF_ERROR(file.Open(path));
  OVS_RETURN_IF_ERROR(file.Write(snapshot.bytes()));
  return file.Commit();
}

Status SaveStore(const Store& store, const std::string& path) {
  detail::AtomicFile file;
  OVS_RETURN_IF_ERROR(file.Open(path));
  OVS_RETURN_IF_ERROR(store.Write([&](std::span<const std::byte> piece) { return file.Write(piece); }));
  return file.Commit();
}

Status SaveText(const std::string& path, const std::function<Status(const TextSink&)>& write) {
  detail::AtomicFile file;
  OVS_RETURN_IF_ERROR(file.Open(path));
  OVS_RETURN_IF_ERROR(write([&](std::string_view piece) { return file.Write(std::as_bytes(std::span<const char>(piece))); }));
  return file.Commit();
}

namespace detail {

StatusOr<std::vector<std::string>> NamesIn(const std::string& folder, std::string_view advice) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator at(folder, error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) names.push_back(at->path().filename().string());
  if (error) return Error(ErrorCode::kIo, Cat(folder, ": cannot be read: ", error.message(), advice.empty() ? "" : "; ", advice));
  std::sort(names.begin(), names.end());
  return names;
}

void NoteUnused(std::span<const std::string> names, std::span<const std::string> used, std::vector<std::string>& notes) {
  std::string unused;
  for (const auto& name : names) {
    if (std::find(used.begin(), used.end(), name) == used.end()) Append(unused, unused.empty() ? "" : ", ", name);
  }
  if (!unused.empty()) notes.push_back(Cat("Not used: ", unused, "."));
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status AtomicFile::Failed(std::string_view doing) const { return IoError(path_, doing); }

Status AtomicFile::Open(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) return Error(ErrorCode::kInvalidArgument, "a file name is needed");
  path_ = path;
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ < 0 ? Failed("write") : absl::OkStatus();
  }
  // Not mkstemp: it would make the file private to the user, and a library must not touch the process's umask to undo that.
  for (int attempt = 0; attempt < 100 && descriptor_ < 0; ++attempt) {
    temporary_ = Cat(path, ".", ::getpid(), ".", attempt, ".tmp");
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) break;
  }
  if (descriptor_ >= 0) return absl::OkStatus();
  temporary_.clear();
  return Failed("write a file beside it");
}

Status AtomicFile::Write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(descriptor_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return Failed("write");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return absl::OkStatus();
}

Status AtomicFile::Commit(bool durable) {
  if (durable && !temporary_.empty() && ::fsync(descriptor_) != 0) return Failed("flush");
  if (::close(std::exchange(descriptor_, -1)) != 0) return Failed("close");
  if (temporary_.empty()) return absl::OkStatus();
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return Failed("replace");
  temporary_.clear();
  if (!durable) return absl::OkStatus();
  // The new name must survive a power cut too.
  const auto slash = path_.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
  return absl::OkStatus();
}

}  // namespace detail
}  // namespace overstap
