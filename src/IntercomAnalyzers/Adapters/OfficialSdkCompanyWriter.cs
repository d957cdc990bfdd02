using System.Text;

namespace IntercomAnalyzers.Adapters;

/// <summary>Writes the part of the official SDK's adapter that reads a user's companies.</summary>
internal static class OfficialSdkCompanyWriter
{
    public static string Write(AdapterMembers company)
    {
        var text = new StringBuilder("        private static CompanyDraft Company(global::Intercom.Data.Company company)\n        {\n");

        // A user leaves a company by another route.
        if (company.Has("remove", AdapterMembers.NullableFlag))
        {
            text.Append("            if (company.remove == true) throw new global::System.NotSupportedException(\"FindOrCreate does not remove a user from a company: do it by a call of its own after the contact is resolved.\");\n");
        }

        text.Append("            var draft = new CompanyDraft();\n");
        foreach (var (member, property) in new[] { ("company_id", "CompanyId"), ("name", "Name"), ("plan", "Plan"), ("website", "Website"), ("industry", "Industry") })
        {
            if (company.Has(member)) text.Append($"            draft.{property} = company.{member};\n");
        }

        if (company.Has("plan", AdapterMembers.Named)) text.Append("            draft.Plan = company.plan == null ? null : company.plan.name;\n");
        foreach (var (member, property) in new[] { ("monthly_spend", "MonthlySpend"), ("size", "Size") })
        {
            if (company.Has(member, AdapterMembers.NullableNumber)) text.Append($"            draft.{property} = (int?)company.{member};\n");
        }

        if (company.Has("remote_created_at", AdapterMembers.NullableNumber))
        {
            text.Append("            if (company.remote_created_at != null) draft.RemoteCreatedAt = global::System.DateTimeOffset.FromUnixTimeSeconds((long)company.remote_created_at);\n");
        }

        if (company.Has("custom_attributes", AdapterMembers.Map))
        {
            text.Append("            if (company.custom_attributes != null) foreach (var attribute in company.custom_attributes) draft.CustomAttributes[attribute.Key] = attribute.Value;\n");
        }

        return text.Append("            return draft;\n        }\n\n").ToString();
    }
}
