using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace Consumer;

public sealed class Orders(HttpClient http)
{
    public Task AddAsync(string id, string email) => http.PostAsJsonAsync("https://orders.example.net/contacts", new { external_id = id, email });
}

public static class Program
{
    public static void Main()
    {
    }
}
