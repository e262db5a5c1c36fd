#pragma once
// The catalogue of procedures as pack data (packs/procedures/, schema sen.procedures/1): what a citizen may ask for, with
// which papers, how long it may take, and on which grounds the law stops the clock. Only what is published may be asked
// for (Nghị định 61/2018/NĐ-CP Điều 5; Nghị định 118/2025/NĐ-CP Điều 5).

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "record/record_type.hpp"

namespace sen::record {

struct ListedPaper {
  std::string code;
  std::string name;
  bool required = true;
};

/// A case of a procedure with a limit of its own ("must be verified in another commune").
struct ProcedureCase {
  std::string code;
  std::string name;
  Limit limit;
};

/// A ground on which a sector's law stops the clock.
struct PauseGround {
  std::string code;
  std::string name;
  std::string law;
};

struct Procedure {
  std::string code;      ///< national number, "1.001193"
  std::string name;
  std::string shortcut;  ///< what the desk types, folded: "ks"
  Limit limit;
  std::vector<ProcedureCase> cases;
  std::vector<ListedPaper> papers;
  std::vector<PauseGround> pauses;
  std::string result;
  std::string online;    ///< "full", "partial", "none"
  std::optional<std::int64_t> fee;  ///< đồng; empty: not known
  std::string law;
  std::optional<Date> from;
  std::optional<Date> to;           ///< last day
  std::string field;     ///< code of its field
  std::string body;      ///< who handles it unless somebody says otherwise
  std::string entry;     ///< hash of its pack entry

  [[nodiscard]] bool in_force(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
  [[nodiscard]] const ProcedureCase* find_case(const std::string& code) const;
  [[nodiscard]] const ListedPaper* paper(const std::string& code) const;
  [[nodiscard]] const PauseGround* pause(const std::string& code) const;
  /// The case's, else the procedure's.
  [[nodiscard]] Limit limit_of(const std::string& case_code) const;
};

struct ProcedureField {
  std::string code;
  Label label;
  std::vector<Procedure> procedures;
};

/// One entry. Errors: "record.procedures_invalid" with one field error "record.procedures_field" a fault.
Result<ProcedureField> read_procedures(const Json& json, const std::string& entry_hash = {});

}  // namespace sen::record
